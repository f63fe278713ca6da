package org.sumcat.snippet;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jdk.jshell.Snippet.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The code to run, with each name bound as it was when written: where a student redeclares a name
 * that the lesson or a check uses otherwise, the student's is renamed.
 *
 * @param lesson what answers and checks need of the lesson
 * @param additions what answers need of the student's other cells
 * @param answers by exercise
 * @param importsOfChecks the types that checks name, if an answer imports some of its own
 */
public record ExecutionPlan(
        List<Fragment> lesson,
        List<Fragment> additions,
        Map<String, List<Fragment>> answers,
        List<Fragment> importsOfChecks) {
    /** A type name that would hide the Java library from all code compiled after it. */
    private static final String LIBRARY = "java";

    /** Default imports of Java kernels, and those of Java itself. */
    private static final List<String> OF_KERNELS =
            List.of(
                    "java.lang.",
                    "java.util.",
                    "java.util.stream.",
                    "java.util.function.",
                    "java.io.",
                    "java.math.",
                    "java.net.",
                    "java.nio.file.",
                    "java.util.concurrent.",
                    "java.util.prefs.",
                    "java.util.regex.");

    /**
     * Plans the run of one exercise.
     *
     * @param own whether what the additions declare counts where the lesson declares that name, too
     */
    public static ExecutionPlan of(
            Lesson lesson,
            List<Fragment> checks,
            List<Fragment> solutions,
            Map<String, List<Fragment>> answers,
            List<List<Fragment>> additions,
            boolean own) {
        List<Fragment> answered = answers.values().stream().flatMap(List::stream).toList();
        List<Fragment> added = additions(lesson, own, solutions, answered, additions);
        var students = Stream.concat(added.stream(), answered.stream()).toList();
        var teachers = new ArrayList<>(checks);
        teachers.addAll(lesson.needed(checks));

        var renaming =
                new Renaming(
                        others(students, solutions, used(teachers, true), true),
                        others(students, solutions, used(teachers, false), false));
        var all = new ArrayList<>(students);
        all.addAll(checks);
        var needs = new ArrayList<>(checks);
        needs.addAll(withoutOwn(lesson, added, answers));
        List<Fragment> ofLesson = lesson.needed(needs);
        var running = new ArrayList<>(all);
        running.addAll(ofLesson);
        Set<String> imported = used(running, false);
        imported.removeAll(shadowed(students, used(teachers, false)));
        var needed = new ArrayList<Fragment>(imports(lesson, imported));
        lesson.imports().stream().filter(Fragment::isStaticImport).forEach(needed::add);
        needed.addAll(ofLesson);
        // Overloads: those that the lesson has are in reach under the new name, too.
        for (String name : renaming.methods().keySet()) {
            lesson.methods(name).forEach(method -> needed.add(renaming.apply(method)));
        }
        var renamed = new LinkedHashMap<String, List<Fragment>>();
        answers.forEach(
                (id, fragments) ->
                        renamed.put(id, fragments.stream().map(renaming::apply).toList()));
        boolean theirs = students.stream().anyMatch(fragment -> fragment.is(Kind.IMPORT));
        return new ExecutionPlan(
                needed,
                added.stream().map(renaming::apply).toList(),
                renamed,
                theirs ? imports(lesson, used(teachers, false)) : List.of());
    }

    /**
     * The students' code without uses of names that they declared before, which need nothing of the
     * lesson. A method may be an overload of the lesson's.
     */
    private static List<Fragment> withoutOwn(
            Lesson lesson, List<Fragment> added, Map<String, List<Fragment>> answers) {
        var cells = new ArrayList<List<Fragment>>(answers.values());
        cells.add(0, added);
        Set<String> ofLesson = lesson.declared(true);
        var methods = new HashSet<String>();
        var others = new HashSet<String>();
        var all = new ArrayList<Fragment>();
        for (List<Fragment> cell : cells) {
            for (Fragment fragment : cell) {
                (fragment.is(Kind.METHOD) ? methods : others).addAll(fragment.declared());
            }
            methods.removeAll(ofLesson);
            cell.forEach(fragment -> all.add(fragment.without(methods, others)));
        }
        return all;
    }

    /**
     * Parts that answers need of the student's other cells: imports, and what is not the lesson's.
     */
    private static List<Fragment> additions(
            Lesson lesson,
            boolean own,
            List<Fragment> solutions,
            List<Fragment> answers,
            List<List<Fragment>> additions) {
        var known = new HashSet<String>();
        if (!own) {
            known.addAll(lesson.declared(true));
            known.addAll(lesson.declared(false));
        }
        solutions.forEach(fragment -> known.addAll(fragment.declared()));
        var cells = new ArrayList<List<Fragment>>();
        for (List<Fragment> cell : additions) {
            cells.add(
                    cell.stream()
                            .filter(each -> isNew(each, known) && !lesson.says(each))
                            .toList());
        }
        var theirs = new Lesson(cells);
        var added = new ArrayList<>(theirs.imports());
        added.addAll(theirs.needed(answers));
        return added;
    }

    private static boolean isNew(Fragment fragment, Set<String> known) {
        return !fragment.is(Kind.ERRONEOUS)
                && fragment.declared().stream().noneMatch(known::contains);
    }

    private static Set<String> used(List<Fragment> fragments, boolean calls) {
        var names = new HashSet<String>();
        fragments.forEach(f -> names.addAll(calls ? f.calls() : f.names()));
        if (!calls) {
            names.add(LIBRARY);
        }
        return names;
    }

    /**
     * Students' types with the same name as one in a package that the lesson imports: as in a
     * notebook, theirs is used, unless the check means the other.
     */
    private static Set<String> shadowed(List<Fragment> students, Set<String> teachers) {
        var names = new HashSet<String>();
        students.stream()
                .filter(Fragment::isDeclaration)
                .filter(fragment -> !fragment.is(Kind.METHOD))
                .forEach(fragment -> names.addAll(fragment.declared()));
        names.removeAll(teachers);
        return names;
    }

    /** New names for students' declarations, except the answers themselves. */
    private static Map<String, String> others(
            List<Fragment> students,
            List<Fragment> solutions,
            Set<String> teachers,
            boolean methods) {
        var own = new HashSet<String>();
        solutions.stream()
                .filter(fragment -> fragment.is(Kind.METHOD) == methods)
                .forEach(fragment -> own.addAll(fragment.declared()));
        var names = new HashMap<String, String>();
        students.stream()
                .filter(Fragment::isDeclaration)
                .filter(fragment -> fragment.is(Kind.METHOD) == methods)
                .flatMap(fragment -> fragment.declared().stream())
                .filter(teachers::contains)
                .filter(name -> !own.contains(name))
                .forEach(name -> names.put(name, name + "$answer"));
        return names;
    }

    /**
     * Single-type imports of the named types, which take a fifth of the time of whole packages and
     * which no import of an answer can shadow.
     */
    private static List<Fragment> imports(Lesson lesson, Set<String> names) {
        var packages = new ArrayList<String>();
        var single = new HashMap<String, String>();
        for (Fragment fragment : lesson.imports()) {
            String what = fragment.source().replaceFirst("import\\s+", "").replaceAll("[;\\s]", "");
            if (fragment.isStaticImport()) {
                continue;
            }
            if (what.endsWith(".*")) {
                packages.add(what.substring(0, what.length() - 1));
            } else {
                single.put(what.substring(what.lastIndexOf('.') + 1), what);
            }
        }
        packages.addAll(OF_KERNELS);
        var imports = new ArrayList<Fragment>();
        for (String name : new TreeSet<>(names)) {
            String whole = single.containsKey(name) ? single.get(name) : known(packages, name);
            if (whole != null && !lesson.declared(false).contains(name)) {
                imports.add(
                        new Fragment(
                                "import " + whole + ";",
                                Kind.IMPORT,
                                Set.of(name),
                                Set.of(),
                                Set.of()));
            }
        }
        return imports;
    }

    private static @Nullable String known(List<String> packages, String name) {
        return packages.stream()
                .map(where -> where + name)
                .filter(ExecutionPlan::isType)
                .findFirst()
                .orElse(null);
    }

    private static boolean isType(String name) {
        try {
            Class<?> type = Class.forName(name, false, ExecutionPlan.class.getClassLoader());
            return Modifier.isPublic(type.getModifiers());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
