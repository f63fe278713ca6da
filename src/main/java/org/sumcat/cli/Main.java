package org.sumcat.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code ./sumcat COMMAND}. */
@Command(
        name = "sumcat",
        mixinStandardHelpOptions = true,
        description = "Sum or concatenate? Compares ResNet and DenseNet on Fashion-MNIST.",
        subcommands = NotebookCommand.class)
public final class Main implements Runnable {
    private Main() {}

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
