package org.sumcat.cli;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.effect.Effects;
import org.sumcat.experiment.Effect;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.FinishedRuns;
import org.sumcat.experiment.Protocol;
import org.sumcat.experiment.Setup;
import org.sumcat.files.OutputFolder;
import org.sumcat.report.FindingPage;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.CtrlC;
import org.sumcat.terminal.Overwriting;
import org.sumcat.terminal.ProgressBar;
import org.sumcat.terminal.ResultFolders;
import org.sumcat.terminal.TrainingOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "effect",
        description = {
            "Measures one effect and explains it: a page, figures, tables.",
            "Without NAME: lists the effects, the question of each, and its settings."
        })
final class EffectCommand extends Common {
    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "The effect; its settings follow as NAME:key=value,key=value.")
    private @Nullable String name;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Train each network with seeds 1 to N, instead of the effect's number.")
    private @Nullable Integer seeds;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            description =
                    "Use the finished runs of a sweep, in this folder and below, instead of training (efficiency).")
    private @Nullable Path runs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the page and its files; default: a folder in data/runs.")
    private @Nullable Path out;

    @Mixin private Overwriting overwriting = new Overwriting();

    @Mixin private TrainingOptions options = new TrainingOptions();

    @Override
    public void run() {
        if (name == null) {
            list();
            return;
        }
        Effect effect = Effects.named(name);
        requireOptionsOfUse(effect);
        String command = command(effect);
        Path folder =
                out != null ? out : ResultFolders.named(command.substring("./sumcat ".length()));
        ResultFolders.requireFree(folder, ResultFolders.EFFECT, command, overwriting.isForced());
        var target = overwriting.folder("--out", folder, ResultFolders.EFFECT);
        target.require(List.of("effect.json", "index.html"));
        Setup setup = setup();
        if (effect.protocol().isPresent()) {
            setup.protocol(effect); // refuses bad options before data are looked for
        }
        CtrlC.whileDoing("nothing of it was saved", () -> measure(effect, setup, target, command));
    }

    private void measure(Effect effect, Setup setup, OutputFolder target, String command) {
        var page = new FindingPage(effect.measure(setup), command);
        page.write(target);
        print(json ? page.json().strip() : page.finding().text().strip());
        say("report: " + target.folder().resolve("index.html"));
    }

    private Setup setup() {
        Setup setup =
                Setup.of(options::dataset, options::compute)
                        .withRecipe(options::recipe)
                        .saying(Common::say)
                        .watchedBy(turn -> new ProgressBar(turn.toString()));
        if (runs != null) {
            setup = setup.withFinished(FinishedRuns.in(runs));
        }
        return seeds == null ? setup : setup.withSeeds(seeds);
    }

    /** The command that repeats this measurement. */
    private String command(Effect effect) {
        return "./sumcat effect %s%s%s"
                .formatted(
                        effect.spec(),
                        (seeds == null ? "" : " --seeds " + seeds)
                                + (runs == null ? "" : " --runs " + runs),
                        options.words());
    }

    private void requireOptionsOfUse(Effect effect) {
        String given = (seeds == null ? "" : " --seeds " + seeds) + options.recipeWords();
        if (effect.protocol().isEmpty() && !given.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s trains nothing, so a recipe has no effect, but was given as%s; leave it out"
                            .formatted(effect.name(), given));
        }
        if (runs != null && !effect.readsFinishedRuns()) {
            throw new IllegalArgumentException(
                    "--runs is for effects that read runs, but %s needs the networks themselves; leave it out"
                            .formatted(effect.name()));
        }
        if (runs != null && !given.isEmpty()) {
            throw new IllegalArgumentException(
                    "--runs trains nothing, so a recipe has no effect, but was given as%s; leave it out"
                            .formatted(given));
        }
    }

    private void list() {
        if (json) {
            printJson(Effects.all().stream().map(EffectCommand::described).toList());
            return;
        }
        for (EffectEntry<?> entry : Effects.all()) {
            print(entry.usual().name());
            print("  " + entry.usual().question());
            if (!entry.keys().isEmpty()) {
                print(
                        entry.keys().entrySet().stream()
                                .map(key -> key.getKey() + "=" + key.getValue())
                                .collect(joining(",", "  " + entry.usual().name() + ":", "")));
            }
            entry.usual()
                    .protocol()
                    .ifPresent(usual -> print("  trains %s".formatted(words(usual))));
            print("");
        }
        print("Omitted keys have the values shown. In a list of networks the commas of");
        print("their own specs are written as slashes: resnet-20+densenet:depth=40/growth=12.");
    }

    private static String words(Protocol usual) {
        var recipe = usual.recipe();
        return String.format(
                Locale.ROOT,
                "%s epochs of %,d images, %s seed%s",
                recipe.epochs(),
                recipe.images(),
                usual.seeds(),
                usual.seeds() == 1 ? "" : "s");
    }

    /** The JSON form of an effect in the list. */
    private static Map<String, Object> described(EffectEntry<?> entry) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", entry.usual().name());
        fields.put("question", entry.usual().question());
        fields.put("keys", entry.keys());
        return fields;
    }
}
