package org.sumcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A stranger reads a file at a sitting and a package in a day. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SizesTest {
    private static final int FILE = 250;
    private static final int PACKAGE = 3000;

    @Test
    void no_file_is_longer_than_250_lines() throws IOException {
        var longer = new TreeSet<String>();
        for (Path file : sources()) {
            if (lines(file) > FILE) {
                longer.add(file.getFileName().toString().replace(".java", ""));
            }
        }
        assertThat(longer).isEmpty();
    }

    @Test
    void no_package_is_longer_than_3000_lines() throws IOException {
        var packages = new TreeMap<String, Long>();
        for (Path file : sources()) {
            packages.merge(String.valueOf(file.getParent().getFileName()), lines(file), Long::sum);
        }
        packages.values().removeIf(lines -> lines <= PACKAGE);
        assertThat(packages).isEmpty();
    }

    @Test
    void half_of_the_files_have_fewer_than_90_lines() throws IOException {
        var lines = new ArrayList<Long>();
        for (Path file : sources()) {
            lines.add(lines(file));
        }
        assertThat(lines.stream().sorted().skip(lines.size() / 2).findFirst().orElseThrow())
                .isLessThan(90);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }
}
