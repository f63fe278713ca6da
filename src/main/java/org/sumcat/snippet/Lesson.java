package org.sumcat.snippet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jshell.Snippet.Kind;
import org.sumcat.ipynb.Exercise;
import org.sumcat.ipynb.NotebookCell;
import org.sumcat.ipynb.NotebookFile;

/**
 * The code of a notebook without its exercises.
 *
 * @param cells what each falls into, in their order
 */
public record Lesson(List<List<Fragment>> cells) {
    /** Parses the cells of a notebook. */
    public static Lesson of(NotebookFile notebook, Parser parser) {
        var cells = new ArrayList<List<Fragment>>();
        for (NotebookCell cell : notebook.cells()) {
            String code = withoutMagic(cell.source());
            if (cell.isCode() && Exercise.gradeId(cell).isEmpty() && !code.isBlank()) {
                cells.add(parser.fragments(code));
            }
        }
        return new Lesson(cells);
    }

    /** Code without kernel commands, {@code %jars} and the like, at its beginning. */
    public static String withoutMagic(String code) {
        return code.replaceFirst("\\A(\\s*%[^\n]*(\n|\\z))+", "");
    }

    /** All imports of the lesson, which any code may need. */
    List<Fragment> imports() {
        return all().filter(fragment -> fragment.is(Kind.IMPORT)).toList();
    }

    /** The names that the lesson declares: of methods, or of variables and types. */
    Set<String> declared(boolean methods) {
        var names = new HashSet<String>();
        all().filter(Fragment::isDeclaration)
                .filter(fragment -> fragment.is(Kind.METHOD) == methods)
                .forEach(fragment -> names.addAll(fragment.declared()));
        return names;
    }

    /** Returns whether the lesson contains this method or type, word for word. */
    boolean says(Fragment other) {
        return (other.is(Kind.METHOD) || other.is(Kind.TYPE_DECL))
                && all().anyMatch(each -> each.source().strip().equals(other.source().strip()));
    }

    /** The lesson's methods of this name. */
    List<Fragment> methods(String name) {
        return all().filter(fragment -> fragment.is(Kind.METHOD))
                .filter(fragment -> fragment.declared().contains(name))
                .toList();
    }

    /**
     * The parts of the lesson that some code needs: declarations of names that it uses, directly or
     * indirectly. So answers are graded without the trainings of the lesson. What stands in one
     * cell with a variable may be what fills it, so it is needed with it.
     *
     * @return in the order of the lesson, imports left out
     */
    public List<Fragment> needed(List<Fragment> by) {
        var used = new HashSet<String>();
        by.forEach(fragment -> addUses(fragment, used));
        var needed = new LinkedHashSet<Fragment>();
        boolean grew = true;
        while (grew) {
            grew = false;
            for (List<Fragment> cell : cells) {
                for (Fragment fragment : cell) {
                    if (!needed.contains(fragment)
                            && fragment.isDeclaration()
                            && fragment.declared().stream().anyMatch(used::contains)) {
                        for (Fragment also : fragment.is(Kind.VAR) ? cell : List.of(fragment)) {
                            needed.add(also);
                            addUses(also, used);
                        }
                        grew = true;
                    }
                }
            }
        }
        return all().filter(needed::contains)
                .filter(fragment -> !fragment.is(Kind.IMPORT))
                .toList();
    }

    private static void addUses(Fragment fragment, Set<String> used) {
        used.addAll(fragment.calls());
        used.addAll(fragment.names());
    }

    private Stream<Fragment> all() {
        return cells.stream().flatMap(List::stream);
    }
}
