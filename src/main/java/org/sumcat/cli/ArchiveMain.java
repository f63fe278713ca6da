package org.sumcat.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Uses what most commands use, so that Java can archive these classes, parsed and checked, for
 * later processes (class data sharing). The launcher starts it with {@code
 * -XX:ArchiveClassesAtExit}.
 */
final class ArchiveMain {
    private static final String RECIPE =
            """
            base = "quick"
            epochs = 1
            images = 64
            validation = 32
            batch = 32
            """;

    private ArchiveMain() {}

    /**
     * Runs some commands without output.
     *
     * @param arguments a folder to write to, and {@code cpu} where the engine may be loaded: for a
     *     GPU it may have to be downloaded first
     */
    public static void main(String[] arguments) throws IOException {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        Path folder = Path.of(arguments[0]);
        Main.run("describe", "lenet-5");
        Main.run("networks");
        if (arguments[1].equals("cpu")) {
            String recipe = "--recipe=" + Files.writeString(folder.resolve("small.toml"), RECIPE);
            String plan = "--plan=" + folder.resolve("plan.json");
            Main.run("compare", "lenet-5", "resnet-20", "--dataset=drawn", recipe, plan);
            Main.run("run", plan, "--task=1");
        }
    }
}
