package org.sumcat.cli;

import static java.util.stream.Collectors.joining;

import ai.djl.engine.EngineException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.sumcat.classroom.CourseCommand;
import org.sumcat.classroom.NotebookCommand;
import org.sumcat.data.DataException;
import org.sumcat.data.ProxyVariables;
import org.sumcat.data.UserHome;
import org.sumcat.keys.Nearest;
import org.sumcat.recipe.RecipeFile;
import org.sumcat.terminal.Common;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: one class per command, and the exit codes that all of them share. */
@Command(
        name = "sumcat",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description =
                "Sum or concatenate? Trains and compares ResNet, DenseNet and their relatives.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CompareCommand.class,
            ReportCommand.class,
            VerifyCommand.class,
            TestCommand.class,
            TrainCommand.class,
            RunCommand.class,
            SparkCommand.class,
            NetworksCommand.class,
            DescribeCommand.class,
            ResultsCommand.class,
            EffectCommand.class,
            NotebookCommand.class,
            CourseCommand.class,
            BenchCommand.class,
            DoctorCommand.class
        },
        footer = {
            "",
            "Begin with: ./sumcat compare",
            "SPEC is a preset (densenet-121) or family:key=value,... (densenet-bc:depth=40,growth=12).",
            "Exit codes: 0 done, 1 the run failed, 2 bad usage or input."
        })
public final class Main {
    static final int BAD_INPUT = 2;
    static final int INTERRUPTED = 130;

    /** Creates the command; called by picocli. */
    public Main() {}

    /** Runs a command and ends with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command and returns its exit code. */
    public static int run(String... arguments) {
        System.setProperty("OPT_OUT_TRACKING", "true"); // DJL would report its use otherwise
        Locale.setDefault(Locale.ROOT); // the same lines in every country
        ProxyVariables.settle(); // the engine may be fetched, too
        return execute(program(arguments), arguments);
    }

    /**
     * The whole program; or, where the first argument names a command, the program with that
     * command alone: reading the options of fourteen others takes longer than most commands do.
     */
    static CommandLine program(String... arguments) {
        return Stream.of(Main.class.getAnnotation(Command.class).subcommands())
                .filter(each -> arguments.length > 0 && name(each).equals(arguments[0]))
                .findFirst()
                .map(command -> new CommandLine(new OneCommand()).addSubcommand(command))
                .orElseGet(() -> new CommandLine(new Main()));
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /** Runs a command of a program; any exception becomes one line and an exit code. */
    static int execute(CommandLine program, String... arguments) {
        var line =
                program.setCaseInsensitiveEnumValuesAllowed(true)
                        .registerConverter(Path.class, Main::path)
                        .setParameterExceptionHandler((e, given) -> refuse(e, verbose(given)))
                        .setExecutionExceptionHandler(
                                (e, command, parsed) -> fail(e, verbose(arguments)));
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError | LinkageError e) {
            return fail(e, verbose(arguments));
        }
    }

    /** Parses a path as typed; {@code ~} is the user's folder: {@code --data=~/x}. */
    private static Path path(String text) {
        try {
            return UserHome.expand(Path.of(text));
        } catch (InvalidPathException e) {
            throw new TypeConversionException(unwritable(e));
        }
    }

    private static String unwritable(InvalidPathException e) {
        return "a path must have characters that Java can encode in this locale (%s), but '%s' is not; set LC_ALL=C.UTF-8"
                .formatted(System.getProperty("sun.jnu.encoding"), e.getInput());
    }

    private static int refuse(ParameterException e, boolean verbose) {
        String help = e.getCommandLine().getCommandSpec().qualifiedName(" ");
        String meant = e instanceof UnmatchedArgumentException unmatched ? meant(unmatched) : "";
        report(e, "%s%s; see ./%s --help".formatted(e.getMessage(), meant, help), verbose);
        return BAD_INPUT;
    }

    /** A hint for an unknown option: its name in Sumcat, a recipe's key, or the nearest option. */
    private static String meant(UnmatchedArgumentException e) {
        var unmatched = e.getUnmatched();
        String word = unmatched.isEmpty() ? "" : unmatched.get(0).replaceFirst("=.*", "");
        var options = e.getCommandLine().getCommandSpec().optionsMap().keySet();
        if (word.startsWith("--")) {
            Optional<String> ours = Nearest.ours(word, options);
            if (ours.isPresent()) {
                return "; did you mean %s?".formatted(ours.get());
            }
            Optional<String> key = Nearest.ours(word, RecipeFile.keys());
            if (key.isPresent() && options.contains("--recipe")) {
                return "; %s is set in a recipe: --recipe FILE.toml, see data/recipes"
                        .formatted(key.get());
            }
        }
        var suggestions = e.getSuggestions();
        return suggestions.isEmpty() ? "" : "; did you mean %s?".formatted(suggestions.get(0));
    }

    /** Prints an error in one line and returns its exit status. */
    public static int fail(Throwable thrown, boolean verbose) {
        Throwable cause = thrown.getCause();
        Throwable e = thrown instanceof CompletionException && cause != null ? cause : thrown;
        if (e instanceof CancellationException) {
            return INTERRUPTED; // CtrlC has said so
        }
        report(e, message(e), verbose);
        return e instanceof IllegalArgumentException || e instanceof DataException
                ? BAD_INPUT
                : Common.FAILED;
    }

    private static String message(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            return "the run must fit into the %s MiB that Java may use, but did not (%s);"
                            .formatted(Runtime.getRuntime().maxMemory() >> 20, reason(e))
                    + " use a smaller network or batch, or SUMCAT_JAVA_OPTS=-Xmx8g";
        }
        if (e instanceof LinkageError) {
            return "every library must load, but one did not (%s); see ./sumcat doctor"
                    .formatted(reason(e));
        }
        if (e instanceof InvalidPathException path) {
            return unwritable(path);
        }
        return reason(e) + (e instanceof EngineException ? "; see ./sumcat doctor" : "");
    }

    /** The error in one line; for a library that does not load, its root cause. */
    static String reason(Throwable e) {
        Throwable root = root(e);
        if (e instanceof LinkageError || root.equals(e) || !(e instanceof EngineException)) {
            return oneLine(words(e instanceof LinkageError ? root : e));
        }
        return oneLine("%s (%s)".formatted(words(e), words(root)));
    }

    /**
     * The message of an exception, with its type where a missing or broken class gives only a name.
     */
    private static String words(Throwable e) {
        String message = e.getMessage();
        return message == null || e instanceof LinkageError ? e.toString() : message;
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Joins several lines into one. */
    private static String oneLine(String text) {
        return text.lines().map(String::strip).collect(joining(" "));
    }

    private static void report(Throwable e, String message, boolean verbose) {
        if (Boolean.getBoolean("sumcat.terminal")) {
            System.err.print("\r\033[K"); // over a line of progress
        }
        System.err.println("error: " + oneLine(message));
        if (verbose) {
            e.printStackTrace();
        }
    }

    private static boolean verbose(String[] arguments) {
        return Arrays.asList(arguments).contains("--verbose");
    }

    @Command(name = "sumcat")
    private static final class OneCommand {}

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"sumcat " + (version == null ? "unpackaged" : version)};
        }
    }
}
