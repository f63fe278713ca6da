package org.sumcat.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.DepthCell;
import org.sumcat.compare.DepthMap;
import org.sumcat.compare.ModelResult;
import org.sumcat.data.Home;
import org.sumcat.nn.Fusion;
import org.sumcat.render.Format;
import org.sumcat.render.Rows;
import org.sumcat.render.Tables;
import org.sumcat.train.Run;
import org.sumcat.train.RunRecord;
import org.sumcat.train.Runs;
import org.sumcat.zoo.Zoo;
import tech.tablesaw.api.Table;

/** Our own results: runs found in folders, as a table and as bubbles. */
public final class Measured {
    private static final JsonMapper JSON = new JsonMapper();

    private static final int NEARLY_ALL = 50_000; // some are held out

    private Measured() {}

    /**
     * The runs in a folder and its subfolders: of every {@code run.json}, and of every report's
     * {@code report.json}; without duplicates, by their weights, in the order of their paths.
     *
     * @throws IllegalArgumentException if there is none, or one that cannot be read
     */
    public static List<Run> runs(Path folder) {
        var runs = new LinkedHashMap<String, Run>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.endsWith("run.json")) {
                    keep(Runs.load(file.resolveSibling("")), runs);
                } else if (file.endsWith("report.json")) {
                    for (var node : JSON.readTree(file.toFile()).path("runs")) {
                        keep(JSON.treeToValue(node, Run.class), runs);
                    }
                }
            }
        } catch (IOException e) {
            throw RunFolders.unreadable("runs", folder, e);
        }
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(
                    "a folder must hold a run.json or report.json somewhere, but %s has none; train"
                                    .formatted(folder)
                            + " first");
        }
        return List.copyOf(runs.values());
    }

    /**
     * The runs recorded in these folders.
     *
     * @throws IllegalArgumentException if there is none, or one that cannot be read or was edited
     */
    public static List<Run> records(Path folder) {
        return RunFolders.read(folder).stream().map(RunRecord::run).toList();
    }

    /**
     * The map of depths and training lengths, a cell for each finished sweep in a folder: {@code
     * data/measured/map}.
     *
     * @throws IllegalArgumentException if there is none, or one that is no cell
     */
    public static DepthMap map(Path folder) {
        try (Stream<Path> sweeps = Files.list(folder)) {
            var cells =
                    sweeps.filter(Measured::isFinished)
                            .sorted()
                            .map(sweep -> new DepthCell(new Comparison(records(sweep))))
                            .toList();
            if (cells.isEmpty()) {
                throw new IllegalArgumentException(
                        "a map needs a finished sweep in a folder for each of its cells, but %s has none; see data/measured/map"
                                .formatted(folder));
            }
            return new DepthMap(cells);
        } catch (IOException e) {
            throw RunFolders.unreadable("sweeps", folder, e);
        }
    }

    private static boolean isFinished(Path sweep) {
        Path plan = sweep.resolve("plan.json");
        try {
            return Files.exists(plan)
                    && RunFolders.in(sweep).size()
                            >= JSON.readTree(plan.toFile()).path("tasks").size();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a plan must be JSON, but %s cannot be read (%s)"
                            .formatted(plan, e.getClass().getSimpleName()),
                    e);
        }
    }

    private static void keep(Run run, Map<String, Run> runs) {
        runs.putIfAbsent(run.weightsSha256(), run);
    }

    /**
     * All runs of {@code data/measured}, a row each.
     *
     * @throws IllegalArgumentException if there are none, for it is not a whole checkout
     */
    public static Table table() {
        return table(runs(Home.find().at("data/measured")));
    }

    /**
     * A row for each run with its settings, device and results; the columns of {@code
     * data/measured/runs.csv}. A run that diverged has no accuracy.
     */
    public static Table table(List<Run> runs) {
        return Rows.of("measured", runs)
                .text("run", r -> r.weightsSha256().substring(0, 12))
                .text("spec", r -> r.network().spec())
                .text("family", r -> r.network().family())
                .text("fusion", r -> Zoo.fusion(r.network()).key())
                .text("input", r -> r.network().input())
                .whole("parameters", r -> r.network().parameters())
                .whole("macs", r -> r.network().macs())
                .percent("test_accuracy_percent", r -> r.diverged() ? null : r.testAccuracy())
                .text("recipe", r -> r.recipe().name())
                .whole("epochs", r -> r.recipe().epochs())
                .whole("train_images", Run::trainImages)
                .whole("seed", Run::seed)
                .text("dataset", Run::dataset)
                .text("device", Run::device)
                .text("precision", Run::precision)
                .text("commit", Run::commit)
                .table();
    }

    /** The table of runs as CSV. */
    public static String csv(List<Run> runs) {
        return Tables.csv(table(runs));
    }

    /**
     * Test accuracy over multiply-accumulates, a bubble for each network, recipe and precision; the
     * larger the bubble, the more parameters. Where some were trained on all images, or nearly, it
     * shows those alone: short trainings say less about a network, and sweeps have tables.
     */
    public static Chart bubbles(List<Run> all) {
        var whole = all.stream().filter(run -> run.trainImages() >= NEARLY_ALL).toList();
        var runs = whole.isEmpty() ? all : whole;
        var groups = new TreeMap<Fusion, List<Point>>();
        var entrants =
                Stream.of(false, true)
                        .map(gpu -> runs.stream().filter(run -> onGpu(run) == gpu).toList())
                        .flatMap(some -> ModelResult.of(some).stream())
                        .toList();
        for (var entrant : entrants) {
            var network = entrant.network();
            var recipe = entrant.runs().get(0).recipe();
            double accuracy =
                    entrant.runs().stream().mapToDouble(Run::testAccuracy).average().orElseThrow();
            groups.computeIfAbsent(Zoo.fusion(network), k -> new ArrayList<>())
                    .add(
                            Point.bubble(
                                    network.macs() / 1e6,
                                    100 * accuracy,
                                    (double) network.parameters(),
                                    "%s (%s in %s), %s parameters, %s, %s, %s of %s images"
                                            .formatted(
                                                    network.spec(),
                                                    recipe.name(),
                                                    entrant.runs().get(0).precision()
                                                            + (onGpu(entrant.runs().get(0))
                                                                    ? " on a GPU"
                                                                    : ""),
                                                    Format.large(network.parameters()),
                                                    Format.many(entrant.runs().size(), "run"),
                                                    Format.seeds(
                                                            entrant.seeds().stream()
                                                                    .distinct()
                                                                    .toList()),
                                                    Format.many(recipe.epochs(), "epoch"),
                                                    Format.count(
                                                            entrant.runs().get(0).trainImages()))));
        }
        String data = runs.stream().map(Run::dataset).distinct().sorted().toList().toString();
        return Style.figure(
                "Measured here: accuracy, work and size",
                "Test accuracy after the last epoch, mean over the runs, over the"
                        + " multiply-accumulates of one image, on "
                        + data.substring(1, data.length() - 1)
                        + "; the area of a bubble stands for the parameters. Compare networks of one"
                        + " recipe only.",
                Style.powers("multiply-accumulates for one image (millions)"),
                Style.measure("test accuracy (%)"),
                Series.byJoin(groups));
    }

    private static boolean onGpu(Run run) {
        return run.device().startsWith("gpu");
    }
}
