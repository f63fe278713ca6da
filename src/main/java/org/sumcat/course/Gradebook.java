package org.sumcat.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sumcat.files.Folder;
import org.sumcat.files.Folder.Content;
import org.sumcat.files.HashedJson;
import org.sumcat.marking.Mark;

/**
 * The folder with the grades: {@code grades.csv}, {@code index.html}, and for each student a page
 * and a record by which a second run knows that nothing is left to do. The record is sealed: one
 * that was edited is not believed.
 */
public final class Gradebook {
    private final Path folder;

    /** Opens the gradebook in a folder. */
    public Gradebook(Path folder) {
        this.folder = folder;
    }

    /**
     * The grades kept for a student, if they are of this work and these notebooks, and complete.
     */
    public Optional<Graded> known(String student, String sha256) {
        Path file = students().resolve(student + ".json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(HashedJson.open(Files.readString(file), Graded.class))
                    .filter(graded -> graded.student().equals(student) && !graded.unfinished())
                    .filter(graded -> graded.workSha256().equals(sha256));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // torn or edited: graded again
        }
    }

    /** Saves a student's grades and writes the page. */
    public void keep(Graded graded) {
        var files = new LinkedHashMap<String, Content>();
        files.put(graded.student() + ".html", Content.of(GradePages.student(graded)));
        files.put(graded.student() + ".json", Content.of(HashedJson.seal(graded)));
        Folder.write(students(), files);
    }

    /** Writes the table of all students and the page that links to each. */
    public void close(List<Graded> all) {
        Folder.write(
                folder,
                Map.of(
                        "grades.csv",
                        Content.of(csv(all)),
                        "index.html",
                        Content.of(GradePages.index(all))));
    }

    private Path students() {
        return folder.resolve("students");
    }

    private static String csv(List<Graded> all) {
        var lines = new StringBuilder("student,notebook,exercise,points,of,said\n");
        for (Graded graded : all) {
            for (Mark mark : graded.marks()) {
                lines.append(
                        row(
                                graded.student(),
                                mark.notebook(),
                                mark.exercise(),
                                mark.points(),
                                mark.of(),
                                mark.said().lines().collect(Collectors.joining(" / "))));
            }
            lines.append(
                    row(
                            graded.student(),
                            "all",
                            "total",
                            graded.points(),
                            graded.of(),
                            String.join(" / ", graded.remarks())));
        }
        return lines.toString();
    }

    private static String row(Object... values) {
        return Arrays.stream(values)
                        .map(String::valueOf)
                        .map(Gradebook::field)
                        .collect(Collectors.joining(","))
                + "\n";
    }

    /**
     * A CSV field: quoted where necessary, and escaped where a spreadsheet would take it for a
     * formula.
     */
    private static String field(String text) {
        String safe = text.matches("(?s)[=+@\\-\\t\\r].*") ? "'" + text : text;
        return safe.matches("[^,\"\\n\\r]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
