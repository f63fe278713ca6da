package org.sumcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Each name means one thing, here and beside what lessons import. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NamesTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern STAR = Pattern.compile("import ([a-z][a-z.]*)\\.\\*");

    /** What marks and opens lessons; no cell imports it. */
    private static final Pattern BEHIND =
            Pattern.compile("sumcat\\.(cli|classroom|jupyter|terminal|course|marking|snippet)\\.");

    @Test
    void no_two_files_of_different_packages_have_the_same_name() throws IOException {
        var packages = new TreeMap<String, List<String>>();
        for (Path file : files(MAIN, ".java")) {
            packages.computeIfAbsent(file.getFileName().toString(), name -> new ArrayList<>())
                    .add(String.valueOf(file.getParent()));
        }
        packages.remove("package-info.java");
        packages.values().removeIf(in -> in.size() == 1);
        assertThat(packages).isEmpty();
    }

    /** Nested types, too: who searches for a name finds one thing. */
    @Test
    void no_two_public_types_have_the_same_name() throws Exception {
        var types = new TreeMap<String, TreeSet<String>>();
        for (Path file : files(MAIN, ".java")) {
            if (!file.endsWith("package-info.java")) {
                add(load(name(file)), types);
            }
        }
        assertThat(types).containsKeys("Run", "Stem");
        types.values().removeIf(named -> named.size() == 1);
        assertThat(types).isEmpty();
    }

    private static void add(Class<?> type, Map<String, TreeSet<String>> types) {
        if (Modifier.isPublic(type.getModifiers())) {
            types.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                    .add(type.getName());
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            add(nested, types);
        }
    }

    /** A name that two packages have means nothing to who imports all of both. */
    @Test
    void public_names_are_none_of_those_that_lessons_and_the_tour_import_with_them()
            throws Exception {
        var imported =
                new TreeSet<>(
                        List.of(
                                "java.util",
                                "java.util.function",
                                "java.util.stream",
                                "tech.tablesaw.api",
                                "tech.tablesaw.plotly.api",
                                "tech.tablesaw.plotly.components"));
        for (Path notebook : files(Path.of("notebooks"), ".ipynb")) {
            STAR.matcher(Files.readString(notebook))
                    .results()
                    .forEach(m -> imported.add(m.group(1)));
        }
        assertThat(imported).contains("ai.djl.ndarray", "org.sumcat.nn");
        var clashes = new TreeSet<String>();
        for (Path file : files(MAIN, ".java")) {
            String name = name(file);
            if (!name.endsWith("package-info")
                    && !BEHIND.matcher(name).find()
                    && Modifier.isPublic(load(name).getModifiers())) {
                String simple = name.substring(name.lastIndexOf('.') + 1);
                for (String other : imported) {
                    if (!other.startsWith("org.sumcat") && exists(other + "." + simple)) {
                        clashes.add(name + " and " + other + "." + simple);
                    }
                }
            }
        }
        assertThat(clashes).isEmpty();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static String name(Path file) {
        String name = MAIN.relativize(file).toString().replaceAll("[/\\\\]", ".");
        return name.substring(0, name.length() - ".java".length());
    }

    private static boolean exists(String name) {
        try {
            load(name);
            return true;
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            return false; // the latter on disks that do not tell upper from lower case
        }
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, false, NamesTest.class.getClassLoader());
    }
}
