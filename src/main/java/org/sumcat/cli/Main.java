package org.sumcat.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.sumcat.data.DataException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line: one class per command, and the exit codes that all of them share. */
@Command(
        name = "sumcat",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Sum or concatenate? Trains and compares ResNet, DenseNet and their kin.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CompareCommand.class,
            TestCommand.class,
            TrainCommand.class,
            NetworksCommand.class,
            DescribeCommand.class,
            NotebookCommand.class,
            DoctorCommand.class
        },
        footer = {
            "",
            "Begin with: ./sumcat compare",
            "SPEC is a preset (densenet-121) or family:key=value,... (densenet-bc:depth=40,growth=12).",
            "Exit codes: 0 done, 1 the run failed, 2 bad usage or input."
        })
public final class Main {
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int INTERRUPTED = 130;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command; the exit code. */
    static int run(String... arguments) {
        System.setProperty("OPT_OUT_TRACKING", "true"); // DJL would report its use otherwise
        Locale.setDefault(Locale.ROOT); // the same lines in every country
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, given) -> refuse(e, verbose(given)))
                .setExecutionExceptionHandler((e, command, parsed) -> fail(e, verbose(arguments)))
                .execute(arguments);
    }

    private static int refuse(ParameterException e, boolean verbose) {
        String help = e.getCommandLine().getCommandSpec().qualifiedName(" ");
        report(e, "%s; see ./%s --help".formatted(e.getMessage(), help), verbose);
        return BAD_INPUT;
    }

    private static int fail(Exception e, boolean verbose) {
        String message = e.getMessage();
        report(e, message == null ? e.toString() : message, verbose);
        if (e instanceof CancellationException) {
            return INTERRUPTED;
        }
        return e instanceof IllegalArgumentException || e instanceof DataException
                ? BAD_INPUT
                : FAILED;
    }

    private static void report(Exception e, String message, boolean verbose) {
        System.err.println("error: " + message.lines().reduce((a, b) -> a + " " + b).orElse(""));
        if (verbose) {
            e.printStackTrace();
        }
    }

    private static boolean verbose(String[] arguments) {
        return Arrays.asList(arguments).contains("--verbose");
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"sumcat " + (version == null ? "unpackaged" : version)};
        }
    }
}
