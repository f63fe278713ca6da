package org.sumcat.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are scripts of a POSIX shell")
class ProgramAnswerTest {
    private static ProgramAnswer shell(String script, int seconds) throws Exception {
        return ProgramAnswer.of(new ProcessBuilder("sh", "-c", script), seconds);
    }

    @Test
    void an_answer_has_words_and_a_status() throws Exception {
        ProgramAnswer answer = shell("echo one; echo two; echo; exit 3", 50);

        assertThat(answer).isEqualTo(new ProgramAnswer(3, "one\ntwo\n\n"));
        assertThat(answer.lastLine()).isEqualTo("two");
        assertThat(shell("cat; echo no input", 50).said()).isEqualTo("no input\n");
    }

    @Test
    void who_does_not_answer_in_time_ends_with_all_that_it_started() {
        String sleep = "sleep " + (200_000 + ProcessHandle.current().pid());
        for (String script : new String[] {sleep + " & " + sleep, "exec >&- 2>&-; " + sleep}) {
            assertThatThrownBy(() -> shell(script, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessage("sh did not answer within 1 seconds");
        }
        ProcessHandle.allProcesses()
                .filter(one -> one.info().commandLine().orElse("").contains(sleep))
                .forEach(one -> one.onExit().join()); // was told to, or the test does not end
    }

    @Test
    void one_that_is_not_there_is_said_at_once() {
        assertThatThrownBy(() -> ProgramAnswer.of(new ProcessBuilder("no-such-program"), 50))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-program");
    }
}
