package org.sumcat.classroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.jupyter.Jupyter;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JupyterChoiceTest {
    /** Hears nothing and agrees to nothing. */
    private static final Jupyter.Person NOBODY =
            new Jupyter.Person() {
                @Override
                public void hear(String line) {}

                @Override
                public boolean agrees(String question) {
                    return false;
                }
            };

    @TempDir private Path folder;

    @Test
    void one_notebook_is_opened_itself_and_several_by_their_folder() {
        Path first = folder.resolve("00.ipynb");
        Path second = folder.resolve("01.ipynb");
        assertThat(NotebookCommand.opened(1, List.of(first), folder)).isEqualTo(first);
        assertThat(NotebookCommand.opened(2, List.of(first, second), folder)).isEqualTo(folder);
        assertThat(NotebookCommand.opened(0, List.of(first, second), folder)).isEqualTo(folder);
    }

    @Test
    void a_Jupyter_whose_Python_is_gone_is_passed_over() throws Exception {
        Path stale = script("stale", "#!/gone/python\n");
        Path sound = script("sound", "#!/bin/sh\n");
        var jupyter =
                new Jupyter(folder, List.of(stale.getParent(), sound.getParent()), false, NOBODY);
        assertThat(jupyter.program("jupyter-lab")).isEqualTo(sound);
    }

    @Test
    void a_Jupyter_whose_Python_is_gone_is_no_Jupyter() throws IOException {
        Path stale = script("stale", "#!/gone/python\n");
        var jupyter = new Jupyter(folder, List.of(stale.getParent()), false, NOBODY);
        assertThatThrownBy(() -> jupyter.program("jupyter-lab"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("notebooks need Jupyter, but jupyter-lab is missing");
    }

    private Path script(String place, String text) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "this machine runs no scripts");
        Path script = Files.createDirectory(folder.resolve(place)).resolve("jupyter-lab");
        Files.writeString(script, text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }
}
