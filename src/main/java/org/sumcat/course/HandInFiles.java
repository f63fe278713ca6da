package org.sumcat.course;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** The notebooks in a student's folder, which may contain anything. */
final class HandInFiles {
    static final String NOTEBOOK = ".ipynb";
    private static final int DEEPEST = 4;
    private static final int FILES_AT_MOST = 2000;

    private HandInFiles() {}

    /**
     * The notebooks of a folder and its subfolders; links are not followed.
     *
     * @param remarks takes what could not be looked at
     */
    static List<Path> in(Path folder, List<String> remarks) {
        var files = new ArrayList<Path>();
        var seen = new int[1];
        try {
            Files.walkFileTree(
                    folder,
                    EnumSet.noneOf(FileVisitOption.class),
                    DEEPEST,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path each, BasicFileAttributes attributes) {
                            String name = each.getFileName().toString();
                            boolean skipped = name.startsWith(".") || name.equals("__MACOSX");
                            if (skipped && !each.equals(folder)) {
                                return FileVisitResult.SKIP_SUBTREE;
                            }
                            return noted(each);
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path each, BasicFileAttributes attributes) {
                            return noted(each);
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path each, IOException why) {
                            remarks.add(
                                    "%s cannot be read (%s)"
                                            .formatted(
                                                    folder.relativize(each),
                                                    why.getClass().getSimpleName()));
                            return FileVisitResult.CONTINUE;
                        }

                        private FileVisitResult noted(Path each) {
                            if (isNotebook(each) && !each.equals(folder)) {
                                files.add(each);
                            }
                            if (++seen[0] > FILES_AT_MOST) {
                                remarks.add(
                                        String.format(
                                                Locale.ROOT,
                                                "there are more than %,d files; not all were looked at",
                                                FILES_AT_MOST));
                                return FileVisitResult.TERMINATE;
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            remarks.add("the folder cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        files.sort(null);
        return files;
    }

    static boolean isNotebook(Path file) {
        String name = file.getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(NOTEBOOK) && !name.startsWith("._");
    }

    static String title(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - NOTEBOOK.length());
    }
}
