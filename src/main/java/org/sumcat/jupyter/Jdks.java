package org.sumcat.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JDKs of this machine, searched where the launcher does.
 *
 * @param folders that may be one
 */
record Jdks(List<Path> folders) {
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(?:1\\.)?([0-9]+)");

    /** The usual installation folders of JDKs, on all systems. */
    private static final List<String> USUAL =
            List.of(
                    "/usr/lib/jvm",
                    "/usr/java",
                    "/opt",
                    "/opt/java",
                    "/Library/Java/JavaVirtualMachines",
                    "/opt/homebrew/opt",
                    "/usr/local/opt",
                    "C:\\Program Files\\Java",
                    "C:\\Program Files\\Eclipse Adoptium");

    static Jdks ofThisMachine() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** JDKs by the launcher's variables: {@code JAVA_HOME}, {@code SUMCAT_JDKS}. */
    static Jdks of(Map<String, String> environment, Path userHome) {
        var places = new ArrayList<Path>();
        String named = environment.get("SUMCAT_JDKS");
        if (named != null) {
            Stream.of(named.split(File.pathSeparator)).map(Path::of).forEach(places::add);
        } else {
            USUAL.stream().map(Path::of).forEach(places::add);
            places.add(userHome.resolve(".sdkman/candidates/java"));
            places.add(userHome.resolve(".jdks"));
        }
        var folders = new ArrayList<Path>();
        Optional.ofNullable(environment.get("JAVA_HOME"))
                .filter(home -> !home.isEmpty())
                .map(Path::of)
                .ifPresent(folders::add);
        for (Path place : places) {
            for (Path folder : inside(place)) {
                folders.add(folder);
                folders.add(folder.resolve("Contents/Home"));
            }
        }
        return new Jdks(folders);
    }

    private static List<Path> inside(Path place) {
        try (Stream<Path> files = Files.list(place)) {
            return files.sorted().toList();
        } catch (IOException e) {
            return List.of(); // no such folder, or none of ours to read
        }
    }

    /** The {@code java} program of the first JDK in this range of versions. */
    Optional<Path> java(int least, int most) {
        String program = File.separatorChar == '\\' ? "bin/java.exe" : "bin/java";
        return folders.stream()
                .filter(folder -> Files.isExecutable(folder.resolve(program)))
                .filter(
                        folder -> {
                            int version = version(folder);
                            return least <= version && version <= most;
                        })
                .findFirst()
                .map(folder -> folder.resolve(program));
    }

    /** The major version, such as 17; 0 where the folder does not say. */
    private static int version(Path folder) {
        try {
            var version = VERSION.matcher(Files.readString(folder.resolve("release")));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
