package org.sumcat.course;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sumcat.course.NotebookFile.Cell;

/**
 * The cells of a lesson that an exercise needs: those that import, and those that declare a name
 * that it uses, or that such a cell uses in turn. So answers are graded without the trainings of
 * the lesson.
 */
final class Slice {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

    /** What is said in code and not done: texts and comments. */
    private static final Pattern SAID =
            Pattern.compile("\"(?:\\\\.|[^\"\\\\\n])*\"|//[^\n]*|(?s:/\\*.*?\\*/)");

    /** {@code name =}, {@code type name(...) {}} and {@code record Name}, at no depth. */
    private static final Pattern DECLARED =
            Pattern.compile(
                    "(?m)^[\\w<>\\[\\], ?.]*?\\b([A-Za-z_]\\w*)\\s*(?:=(?!=)|\\([^()]*\\)\\s*\\{)"
                            + "|^(?:record|class|enum|interface)\\s+([A-Za-z_]\\w*)");

    private Slice() {}

    /**
     * Which of the cells before are needed.
     *
     * @param before code of the lesson, in its order
     * @param exercise code that is to run behind it
     * @return those needed, in their order
     */
    static List<Cell> of(List<Cell> before, List<String> exercise) {
        Set<String> used =
                exercise.stream()
                        .flatMap(code -> words(code).stream())
                        .collect(Collectors.toCollection(HashSet::new));
        var needed = new HashSet<Cell>();
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Cell cell : before) {
                if (!needed.contains(cell) && isNeeded(cell, used)) {
                    needed.add(cell);
                    used.addAll(words(cell.source()));
                    grew = true;
                }
            }
        }
        return before.stream().filter(needed::contains).toList();
    }

    private static boolean isNeeded(Cell cell, Set<String> used) {
        String code = cell.source();
        return code.startsWith("%")
                || code.contains("Lab.start()")
                || declared(code).stream().anyMatch(used::contains);
    }

    /** The names that some code declares at its outermost level. */
    static Set<String> declared(String code) {
        var names = new HashSet<String>();
        Matcher found = DECLARED.matcher(code);
        while (found.find()) {
            names.add(found.group(1) != null ? found.group(1) : found.group(2));
        }
        return names;
    }

    private static Set<String> words(String code) {
        var words = new HashSet<String>();
        Matcher word = WORD.matcher(SAID.matcher(code).replaceAll(" "));
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }

    /** Lines of imports of all cells, which any code may need. */
    static List<String> imports(List<Cell> cells) {
        var imports = new ArrayList<String>();
        for (Cell cell : cells) {
            cell.source().lines().filter(line -> line.startsWith("import ")).forEach(imports::add);
        }
        return imports.stream().distinct().toList();
    }
}
