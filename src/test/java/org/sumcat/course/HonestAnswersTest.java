package org.sumcat.course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Right answers by people who program differently: every one of them gets every point. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HonestAnswersTest {
    @TempDir static Path folder;
    private static Path jar;

    @BeforeAll
    static void a_library() throws IOException {
        jar = Classroom.library(folder);
    }

    /** Longer than any regular expression with a stack likes. */
    private static final String LONG = "fashion ".repeat(8_000);

    /**
     * One student.
     *
     * @param who does what
     * @param answers by the id of the exercise
     * @param cells that the student added
     */
    record Student(String who, Map<String, String> answers, List<String> cells) {
        @Override
        public String toString() {
            return who;
        }
    }

    static List<Student> students() throws IOException {
        var students = new LinkedHashMap<String, Student>();
        String text;
        try (var in = HonestAnswersTest.class.getResourceAsStream("honest.txt")) {
            text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
        for (String part : text.split("(?m)^##### ", -1)) {
            if (!part.isBlank()) {
                String head = part.lines().findFirst().orElseThrow();
                String[] words = head.split(" \\| ", -1);
                String code = part.substring(head.length() + 1).replace("LONG", LONG);
                var student =
                        students.computeIfAbsent(
                                words[0],
                                who -> new Student(who, new LinkedHashMap<>(), new ArrayList<>()));
                if (words[1].equals("cell")) {
                    student.cells().add(code);
                } else {
                    student.answers().put(words[1], code);
                }
            }
        }
        return List.copyOf(students.values());
    }

    @Test
    void there_are_more_than_thirty() throws IOException {
        assertThat(students()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("students")
    void who_answers_rightly_gets_every_point(Student student) {
        var marks = Classroom.marks(student.answers(), student.cells(), jar);

        assertThat(marks).containsOnlyKeys(student.answers().keySet());
        assertThat(marks.values())
                .allSatisfy(m -> assertThat(m.points()).as(m.said()).isEqualTo(m.of()));
    }
}
