package org.sumcat.marking;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which answers run, with all files that they leave there.
 *
 * @param path without links
 */
record AnswerFolder(Path path) {
    private static final int MOST_MEGABYTES = 1000;
    private static final int MOST_FILES = 20_000;

    /** Creates a new, empty folder. */
    static AnswerFolder create() throws IOException {
        return new AnswerFolder(Files.createTempDirectory("sumcat-answers-").toRealPath());
    }

    /**
     * The reason why the folder holds too much, in words; null if it does not. A full disk harms
     * everyone.
     */
    @Nullable String tooMuch() {
        var found =
                new Object() {
                    long bytes;
                    int files;
                    boolean hidden;
                };
        try {
            Files.walkFileTree(
                    path,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            return counted(0);
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            return counted(attributes.size());
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException why) {
                            found.hidden |= why instanceof AccessDeniedException;
                            return FileVisitResult.CONTINUE; // or it is gone by now
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path folder, @Nullable IOException why) {
                            return FileVisitResult.CONTINUE;
                        }

                        private FileVisitResult counted(long bytes) {
                            found.bytes += bytes;
                            found.files++;
                            return found.files > MOST_FILES
                                    ? FileVisitResult.TERMINATE
                                    : FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            return null; // it is gone
        }
        if (found.hidden) {
            return "it made a folder of its own unreadable, so its size cannot be checked";
        }
        if (found.files > MOST_FILES) {
            return String.format(Locale.ROOT, "it wrote more than %,d files", MOST_FILES);
        }
        return found.bytes > MOST_MEGABYTES * 1_000_000L
                ? String.format(Locale.ROOT, "it wrote more than %,d MB of files", MOST_MEGABYTES)
                : null;
    }

    void delete() {
        deleteAll(path);
    }

    /** Deletes a folder and its contents, without following links. */
    static void deleteAll(Path folder) {
        File here = folder.toFile();
        if (!here.canRead() || !here.canWrite() || !here.canExecute()) { // an answer closed it
            here.setReadable(true);
            here.setWritable(true);
            here.setExecutable(true);
        }
        File[] files = here.listFiles();
        if (files != null) {
            for (File file : files) {
                if (!Files.isSymbolicLink(file.toPath()) && file.isDirectory()) {
                    deleteAll(file.toPath());
                } else {
                    file.delete();
                }
            }
        }
        here.delete();
    }
}
