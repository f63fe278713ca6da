package org.sumcat.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sumcat.course.NotebookFile.Cell;

/**
 * Runs answers to the exercises of one notebook: behind those cells of the lesson that they need,
 * each followed by the teacher's check. Where the run does not come to its end, each answer runs by
 * itself, so that one that hangs or ends the kernel costs its own points only.
 */
public final class Trial {
    /** Runs a notebook, whatever its cells do. */
    @FunctionalInterface
    public interface Jupyter {
        /**
         * The program that runs all cells of a notebook, goes on where one fails, and writes what
         * came of it.
         *
         * @param folder where it works, where {@code notebook} lies, and where {@code ran} goes
         * @param cellSeconds that one cell may take
         */
        ProcessBuilder running(Path folder, String notebook, String ran, int cellSeconds);
    }

    private static final int SAID_AT_MOST = 2000;
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

    private final String name;
    private final NotebookFile teachers;
    private final List<Exercise> exercises;
    private final Path jar;
    private final Limits limits;
    private final Jupyter jupyter;

    /**
     * A trial of a notebook's exercises.
     *
     * @param name of the notebook, {@code 05-densenet}
     * @param jar the library
     * @throws IllegalArgumentException as {@link Exercise#of}
     */
    public Trial(String name, NotebookFile teachers, Path jar, Limits limits, Jupyter jupyter) {
        this.name = name;
        this.teachers = teachers;
        this.exercises = Exercise.of(teachers, name);
        this.jar = jar;
        this.limits = limits;
        this.jupyter = jupyter;
    }

    /** The name of the notebook. */
    public String name() {
        return name;
    }

    /** The exercises that there are. */
    public List<Exercise> exercises() {
        return exercises;
    }

    /** Marks the teacher's own solutions: all of them must pass. */
    public List<Mark> solutions(Path folder) throws IOException, InterruptedException {
        var answers = new HashMap<String, String>();
        exercises.forEach(e -> answers.put(e.id(), e.answer().source()));
        return marks(answers, folder);
    }

    /** Marks the gaps that students get: none of them may pass. */
    public List<Mark> gaps(Path folder) throws IOException, InterruptedException {
        var answers = new HashMap<String, String>();
        exercises.forEach(e -> answers.put(e.id(), e.gap()));
        return marks(answers, folder);
    }

    /**
     * Marks answers.
     *
     * @param answers by the id of the exercise; one that is missing gets no points
     * @param folder an empty one, where they run
     */
    List<Mark> marks(Map<String, String> answers, Path folder)
            throws IOException, InterruptedException {
        var marks = new HashMap<String, Mark>();
        var tried = new ArrayList<Exercise>();
        Set<String> lesson = lessonNames();
        for (Exercise exercise : exercises) {
            String answer = answers.get(exercise.id());
            if (answer == null) {
                marks.put(exercise.id(), none(exercise, "there is no answer"));
                continue;
            }
            String taken = Submission.takenOver(answer, exercise, lesson);
            if (taken != null) {
                marks.put(
                        exercise.id(),
                        none(
                                exercise,
                                "the answer declares '%s', which is not its own".formatted(taken)));
            } else {
                tried.add(exercise);
            }
        }
        if (!tried.isEmpty() && run(tried, answers, folder, marks).isPresent()) {
            for (Exercise exercise : tried) {
                run(List.of(exercise), answers, folder, marks)
                        .ifPresent(why -> marks.put(exercise.id(), none(exercise, why)));
            }
        }
        return exercises.stream().map(e -> Objects.requireNonNull(marks.get(e.id()))).toList();
    }

    private Mark none(Exercise exercise, String why) {
        return new Mark(name, exercise.id(), 0, exercise.points(), why);
    }

    /** Runs some of the answers; why they could not be marked, or nothing. */
    private Optional<String> run(
            List<Exercise> some, Map<String, String> answers, Path folder, Map<String, Mark> marks)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(Files.createDirectories(folder), name + "-");
        var notebook = notebook(some, answers);
        notebook.write(work.resolve("answers.ipynb"));
        var contained = new Contained(limits);
        Path log = work.resolve("log.txt");
        var why =
                contained.run(
                        jupyter.running(work, "answers.ipynb", "ran.ipynb", limits.cellSeconds()),
                        log);
        Path ran = work.resolve("ran.ipynb");
        if (why.isEmpty() && Files.size(ran) > limits.outputMegabytes() * 1_000_000L) {
            why = Optional.of(contained.tooMuchOutput());
        }
        if (why.isPresent()) {
            return why.map(words -> words.isEmpty() ? words(log) : words);
        }
        var cells = new HashMap<String, Cell>();
        NotebookFile.read(ran).cells().forEach(cell -> cells.put(cell.id(), cell));
        for (Exercise exercise : some) {
            marks.put(
                    exercise.id(),
                    mark(
                            exercise,
                            Objects.requireNonNull(cells.get(exercise.answerId())),
                            Objects.requireNonNull(cells.get(exercise.checkId()))));
        }
        return Optional.empty();
    }

    private static String words(Path log) {
        String said;
        try {
            said = Files.readString(log);
        } catch (IOException e) {
            said = e.toString();
        }
        if (said.contains("CellTimeoutError")) {
            return "a cell took too long";
        }
        return said.contains("DeadKernelError") || said.contains("Kernel died")
                ? "it ended the kernel"
                : "it did not run: "
                        + said.lines()
                                .filter(line -> line.matches("[\\w.]*(Error|Exception)\\b.*"))
                                .reduce((first, last) -> last)
                                .orElse("see " + log);
    }

    private Mark mark(Exercise exercise, Cell answer, Cell check) {
        String broken = failure(answer);
        String wrong = failure(check);
        String said = printed(check);
        int passed = said.split("(?m)^✓ ", -1).length - 1;
        boolean right = wrong == null && passed >= exercise.questions();
        String words =
                right || said.contains("✗")
                        ? said.strip()
                        : broken != null
                                ? broken
                                : wrong != null ? wrong : "the check did not answer";
        return new Mark(
                name,
                exercise.id(),
                right ? exercise.points() : 0,
                exercise.points(),
                words.length() > SAID_AT_MOST ? words.substring(0, SAID_AT_MOST) + " ..." : words);
    }

    private static @Nullable String failure(Cell cell) {
        for (JsonNode output : cell.json().path("outputs")) {
            if (output.path("output_type").asText().equals("error")) {
                var lines = new StringBuilder();
                output.path("traceback").forEach(line -> lines.append(line.asText()).append('\n'));
                String plain = COLOUR.matcher(lines).replaceAll("").strip();
                return plain.isEmpty() ? output.path("ename").asText() : plain;
            }
        }
        return null;
    }

    private static String printed(Cell cell) {
        var text = new StringBuilder();
        for (JsonNode output : cell.json().path("outputs")) {
            if (output.path("output_type").asText().equals("stream")) {
                text.append(Cell.joined(output.path("text")));
            }
        }
        return text.toString();
    }

    private Set<String> lessonNames() {
        var names = new HashSet<String>();
        lesson().forEach(cell -> names.addAll(Slice.declared(cell.source())));
        return names;
    }

    /** Code of the lesson itself. */
    private List<Cell> lesson() {
        return teachers.cells().stream()
                .filter(cell -> cell.isCode() && Exercise.gradeId(cell).isEmpty())
                .toList();
    }

    private NotebookFile notebook(List<Exercise> some, Map<String, String> answers) {
        NotebookFile notebook = NotebookFile.of(teachers.text(), name);
        var lesson = lesson();
        var code = new ArrayList<String>();
        some.forEach(
                e -> code.addAll(List.of(answers.getOrDefault(e.id(), ""), e.check().source())));
        var cells = new ArrayList<Cell>();
        cells.add(Cell.code("jars", "%jars " + jar.toAbsolutePath()));
        cells.add(Cell.code("imports", String.join("\n", Slice.imports(lesson))));
        for (Cell cell : Slice.of(lesson, code)) {
            String own =
                    cell.source()
                            .lines()
                            .filter(line -> !line.startsWith("import "))
                            .reduce("", (a, b) -> a + b + "\n");
            if (!own.isBlank() && !own.startsWith("%")) {
                cells.add(Cell.code("lesson-" + cell.id(), own));
            }
        }
        for (Exercise exercise : some) {
            cells.add(Cell.code(exercise.answerId(), answers.getOrDefault(exercise.id(), "")));
            cells.add(
                    Cell.code(
                            exercise.checkId(),
                            exercise.check()
                                    .source()
                                    .replace("Check.", "org.sumcat.notebook.Check.")));
        }
        notebook.setCells(cells);
        return notebook;
    }
}
