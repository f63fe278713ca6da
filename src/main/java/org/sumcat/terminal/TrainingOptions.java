package org.sumcat.terminal;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Choice;
import org.sumcat.data.Dataset;
import org.sumcat.data.Datasets;
import org.sumcat.device.Compute;
import org.sumcat.engine.Rules;
import org.sumcat.recipe.Recipe;
import org.sumcat.recipe.RecipeFile;
import picocli.CommandLine.Option;

/** The options of all commands that train. */
public final class TrainingOptions {
    @Option(
            names = "--recipe",
            paramLabel = "NAME|FILE",
            description =
                    "quick (default), d2l, sprint, paper or inception, or a recipe of your own in FILE.toml or FILE.json, see data/recipes.")
    private @Nullable String recipe;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Number of epochs, instead of the recipe's.")
    private @Nullable Integer epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Batch size, instead of the recipe's.")
    private @Nullable Integer batch;

    @Option(
            names = "--rate",
            paramLabel = "X",
            description = "Learning rate, instead of the recipe's.")
    private @Nullable Float rate;

    @Option(
            names = "--images",
            paramLabel = "N",
            description = "Train on N images, drawn by seed; 0 for all.")
    private @Nullable Integer images;

    @Option(
            names = "--validation",
            paramLabel = "N",
            description = "Hold out N training images; 0 for none.")
    private @Nullable Integer validation;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            description = "Resize images to this size; 0 for each network's default.")
    private @Nullable Integer side;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with Fashion-MNIST.")
    private @Nullable Path data;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "auto (Fashion-MNIST, or the drawn set without it), fashion-mnist or drawn;"
                            + " default: ${DEFAULT-VALUE}.")
    private String dataset = "auto";

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "auto, cpu or gpu; default: ${DEFAULT-VALUE}.")
    private String device = "auto";

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description =
                    "exact (float32) or fast (bfloat16 between layers, where the device has it);"
                            + " default: ${DEFAULT-VALUE}.")
    private String precision = "exact";

    @Option(
            names = "--rules",
            paramLabel = "NAMES",
            description =
                    "Rules by which the engine computes a network: default, plain (each layer as it is"
                            + " written), or some with commas between; ./sumcat doctor lists them;"
                            + " default: ${DEFAULT-VALUE}.")
    private String rules = "default";

    @Option(names = "--threads", paramLabel = "N", description = "CPU threads; default: all.")
    private @Nullable Integer threads;

    /** The quick recipe, or the requested one, with the requested changes. */
    public Recipe recipe() {
        return recipe(Recipe.quick());
    }

    /** The default recipe of a command, or the requested one, with the requested changes. */
    public Recipe recipe(Recipe usual) {
        return (recipe == null ? usual : named(recipe)).with(changes());
    }

    /** The requested changes by the keys of recipes, which are the names of the options. */
    private Map<String, Object> changes() {
        var asked = new LinkedHashMap<String, @Nullable Object>();
        asked.put("epochs", epochs);
        asked.put("batch", batch);
        asked.put("rate", rate);
        asked.put("side", side);
        asked.put("images", images);
        asked.put("validation", validation);
        var changes = new LinkedHashMap<String, Object>();
        asked.forEach(
                (key, value) -> {
                    if (value != null) {
                        changes.put(key, value);
                    }
                });
        return changes;
    }

    private static Recipe named(String recipe) {
        return RecipeFile.named(recipe) ? RecipeFile.read(Path.of(recipe)) : Recipe.named(recipe);
    }

    /**
     * The options that affect the result, as typed, with a leading space; empty if there are none.
     */
    public String words() {
        var words = new StringBuilder(recipeWords());
        append(words, "--dataset", dataset.equals("auto") ? null : dataset);
        append(words, "--device", device.equals("auto") ? null : device);
        append(words, "--precision", precision.equals("exact") ? null : precision);
        String asked = Rules.of(rules).words();
        append(words, "--rules", asked.equals("default") ? null : asked);
        append(words, "--threads", threads);
        return words.toString();
    }

    /**
     * The options that affect the recipe, as typed, with a leading space; empty if there are none.
     */
    public String recipeWords() {
        var words = new StringBuilder();
        append(words, "--recipe", recipe);
        changes().forEach((key, value) -> append(words, "--" + key, value));
        return words.toString();
    }

    private static void append(StringBuilder words, String name, @Nullable Object value) {
        if (value != null) {
            words.append(' ').append(name).append(' ').append(value);
        }
    }

    /** Opens the data set and reports which one it is. */
    public Dataset dataset() {
        return opened(Choice.of(dataset));
    }

    /** Opens the data set for a plan, which uses the drawn set only on request. */
    public Dataset datasetOfPlan() {
        Choice choice = Choice.of(dataset);
        return opened(choice == Choice.AUTO ? Choice.FASHION_MNIST : choice);
    }

    private Dataset opened(Choice choice) {
        Dataset opened = Datasets.open(choice, data, Common::say);
        Common.say("data: %s, %s".formatted(opened.name(), opened.origin()));
        return opened;
    }

    /** The requested number of CPU threads for a run, if any. */
    public @Nullable Integer threads() {
        return threads;
    }

    /** The requested folder of Fashion-MNIST, if any. */
    public @Nullable Path data() {
        return data;
    }

    /** The number of GPUs to use; 0 for the CPU. */
    public int gpus() {
        return device.equals("cpu") ? 0 : Compute.gpus();
    }

    /** Starts the engine and reports the device. */
    public Compute compute() {
        return compute(threads);
    }

    /** Starts the engine with so many threads, or all, and reports the device. */
    public Compute compute(@Nullable Integer each) {
        if (each != null) {
            Compute.requireThreads(each);
            Processors.warn(each);
            Compute.useThreads(each);
        }
        Compute compute = Compute.of(device).with(precision).by(Rules.of(rules));
        boolean chosen = device.equals("auto");
        Common.say(
                "device: %s%s"
                        .formatted(
                                compute.words(),
                                !chosen
                                        ? ""
                                        : compute.device().isGpu()
                                                ? " (auto: the engine sees a GPU)"
                                                : " (auto: the engine sees no GPU)"));
        return compute;
    }
}
