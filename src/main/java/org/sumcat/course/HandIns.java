package org.sumcat.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sumcat.ipynb.Exercise;

/**
 * Finds submissions in the layouts that platforms return: {@code STUDENT/05-densenet.ipynb},
 * nbgrader's {@code STUDENT/ASSIGNMENT/05-densenet.ipynb}, a flat folder with {@code
 * STUDENT_05-densenet.ipynb}, and files renamed by a browser, which are identified by their
 * exercises. Nothing is guessed: of ambiguous files it says which to rename.
 *
 * @param list by the names of the students
 * @param aside what is no hand-in, and why
 */
public record HandIns(List<HandIn> list, List<String> aside) {

    /** Suffixes that platforms and browsers append to a name. */
    private static final String BEHIND = "(?: ?\\(\\d+\\)|-Copy\\d*|[-_ ]\\d+)?";

    /** Moodle's separator between a student and a file. */
    private static final Pattern BETWEEN = Pattern.compile("_assignsubmission_file_?$");

    /**
     * Finds the submissions in a folder.
     *
     * @throws IllegalArgumentException if it is none, or has nothing from any student
     */
    public static HandIns of(Path folder, List<Trial> trials) {
        var found = new TreeMap<String, HandIn>();
        var aside = new ArrayList<String>();
        for (Path entry : entries(folder)) {
            String name = entry.getFileName().toString();
            if (name.startsWith(".") || name.equals("__MACOSX")) {
                continue;
            }
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                found.merge(name, ofFolder(entry, trials), HandIns::both);
            } else if (HandInFiles.isNotebook(entry)) {
                flat(entry, trials, found, aside);
            } else if (Files.isSymbolicLink(entry)) {
                aside.add(name + " is a link; put the folder itself there");
            } else if (name.matches("(?i).*\\.(zip|tar|tgz|gz|7z|rar)")) {
                aside.add(name + " is packed; unpack it into a folder with the student's name");
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "DIR must have a folder for each student, with notebooks in it, but %s has none%s"
                            .formatted(
                                    folder,
                                    aside.isEmpty() ? "" : ": " + String.join("; ", aside)));
        }
        return new HandIns(List.copyOf(found.values()), aside);
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "DIR must be a folder with a folder for each student, but %s cannot be read"
                            .formatted(folder),
                    e);
        }
    }

    private static HandIn ofFolder(Path folder, List<Trial> trials) {
        var remarks = new ArrayList<String>();
        var contents = new HashMap<Path, Set<String>>();
        List<Path> all = HandInFiles.in(folder, remarks);
        var plain = all.stream().filter(HandIn::isPlain).toList();
        plain.forEach(file -> contents.put(file, gradeIds(file)));
        var notebooks = new HashMap<String, Path>();
        for (Trial trial : trials) {
            var exact =
                    plain.stream()
                            .filter(file -> HandInFiles.title(file).equals(trial.name()))
                            .toList();
            var above = exact.stream().filter(file -> folder.equals(file.getParent())).toList();
            var byContent =
                    plain.stream()
                            .filter(file -> trials.stream().noneMatch(t -> isOf(file, t)))
                            .filter(file -> holds(contents.getOrDefault(file, Set.of()), trial))
                            .toList();
            List<Path> best = !above.isEmpty() ? above : !exact.isEmpty() ? exact : byContent;
            if (best.isEmpty()) {
                all.stream()
                        .filter(file -> isOf(file, trial))
                        .forEach(
                                file ->
                                        remarks.add(
                                                "%s: %s is %s"
                                                        .formatted(
                                                                trial.name(),
                                                                folder.relativize(file),
                                                                HandIn.kind(file))));
                continue;
            }
            if (best.size() > 1 && !HandIn.areAlike(best)) {
                remarks.add(
                        "%s: each of %s may be it; rename the one that counts to %s in the student's folder"
                                .formatted(
                                        trial.name(),
                                        HandIn.names(folder, best),
                                        trial.name() + HandInFiles.NOTEBOOK));
                continue;
            }
            notebooks.put(trial.name(), best.get(0));
            if (exact.isEmpty()) {
                remarks.add(
                        "%s: %s was used, which has its exercises"
                                .formatted(trial.name(), folder.relativize(best.get(0))));
            } else if (!byContent.isEmpty()) {
                remarks.add(
                        "%s: %s was used, and not %s"
                                .formatted(
                                        trial.name(),
                                        folder.relativize(best.get(0)),
                                        HandIn.names(folder, byContent)));
            }
        }
        return new HandIn(folder.getFileName().toString(), notebooks, remarks);
    }

    /** Assigns a file of a flat folder to its student and notebook. */
    private static void flat(
            Path file, List<Trial> trials, Map<String, HandIn> found, List<String> aside) {
        String title = HandInFiles.title(file);
        for (Trial trial : trials) {
            Matcher named =
                    Pattern.compile("(.+?)[-_. ]+" + Pattern.quote(trial.name()) + BEHIND)
                            .matcher(title);
            if (named.matches()) {
                add(BETWEEN.matcher(named.group(1)).replaceFirst(""), file, trial, found);
                return;
            }
        }
        Optional<Trial> one =
                HandIn.isPlain(file)
                        ? trials.stream().filter(t -> holds(gradeIds(file), t)).findFirst()
                        : Optional.empty();
        boolean nameless =
                trials.stream().anyMatch(t -> title.matches(Pattern.quote(t.name()) + BEHIND));
        if (one.isPresent() && !nameless) {
            add(title, file, one.get(), found);
        } else {
            aside.add(
                    "%s does not say whose it is; rename it to STUDENT_%s"
                            .formatted(
                                    file.getFileName(),
                                    one.map(Trial::name).orElse("NOTEBOOK")
                                            + HandInFiles.NOTEBOOK));
        }
    }

    private static void add(String student, Path file, Trial trial, Map<String, HandIn> found) {
        boolean plain = HandIn.isPlain(file);
        String remark =
                plain
                        ? "%s: %s was taken".formatted(trial.name(), file.getFileName())
                        : "%s: %s is %s"
                                .formatted(trial.name(), file.getFileName(), HandIn.kind(file));
        var one =
                new HandIn(student, plain ? Map.of(trial.name(), file) : Map.of(), List.of(remark));
        found.merge(student, one, HandIns::both);
    }

    /** Merges two submissions of one student; a notebook that is in both is ambiguous. */
    private static HandIn both(HandIn one, HandIn other) {
        var notebooks = new HashMap<>(one.notebooks());
        var remarks = new ArrayList<>(one.remarks());
        remarks.addAll(other.remarks());
        other.notebooks()
                .forEach(
                        (name, file) -> {
                            Path there = notebooks.get(name);
                            if (there == null || HandIn.areAlike(List.of(there, file))) {
                                notebooks.put(name, file);
                            } else {
                                notebooks.remove(name);
                                remarks.add(
                                        "%s: %s and %s may both be it; leave one"
                                                .formatted(
                                                        name,
                                                        there.getFileName(),
                                                        file.getFileName()));
                            }
                        });
        return new HandIn(one.student(), notebooks, remarks);
    }

    private static boolean isOf(Path file, Trial trial) {
        return HandInFiles.title(file).equals(trial.name());
    }

    private static boolean holds(Set<String> gradeIds, Trial trial) {
        return trial.exercises().stream().anyMatch(e -> gradeIds.contains(e.answerId()));
    }

    private static Set<String> gradeIds(Path file) {
        var ids = new HashSet<String>();
        try {
            Submission.notebook(file).cells().forEach(cell -> ids.add(Exercise.gradeId(cell)));
        } catch (IllegalArgumentException e) {
            return ids; // no notebook: said when it is read for its name
        }
        return ids;
    }
}
