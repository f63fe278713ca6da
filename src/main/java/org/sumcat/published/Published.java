package org.sumcat.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.data.Home;
import org.sumcat.nn.Fusion;
import org.sumcat.render.Format;
import org.sumcat.render.Tables;
import org.sumcat.zoo.Zoo;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Published results, read from the tables in {@code data/published}. */
public final class Published {
    private Published() {}

    /**
     * Single-crop accuracy on ImageNet over multiply-accumulates; the larger the bubble, the more
     * parameters.
     *
     * @param folder {@code data/published} of the checkout
     * @throws IllegalArgumentException if its {@code imagenet.csv} cannot be read
     */
    public static Chart bubbles(Path folder) {
        var groups = new TreeMap<Fusion, List<Point>>();
        for (Row row : table(folder.resolve("imagenet.csv"))) {
            long parameters = Long.parseLong(row.getString("parameters"));
            groups.computeIfAbsent(
                            Zoo.fusion(row.getString("family")).orElse(Fusion.OTHER),
                            k -> new ArrayList<>())
                    .add(
                            Point.bubble(
                                    Double.parseDouble(row.getString("macs")) / 1e9,
                                    Double.parseDouble(row.getString("top1_accuracy_percent")),
                                    (double) parameters,
                                    "%s, %s, %s parameters, %s"
                                            .formatted(
                                                    starred(row.getString("network")),
                                                    row.getString("network"),
                                                    Format.large(parameters),
                                                    row.getString("source"))));
        }
        return Style.figure(
                "ImageNet: accuracy, work and size",
                "Published single-crop accuracies over the multiply-accumulates of one image; the"
                        + " area of a bubble stands for the parameters. Recipes differ.",
                Style.powers(
                        "multiply-accumulates for one image (billions);"
                                + " * torchvision's own variant"),
                Style.measure("top-1 accuracy (%)"),
                Series.byJoin(groups));
    }

    /**
     * A short label, {@code AlexNet*} for {@code AlexNet (torchvision)}, since there is little room
     * beside a bubble.
     */
    private static String starred(String network) {
        return network.replace(" (torchvision)", "*");
    }

    /**
     * The families by year, with the novelty of each and one published error.
     *
     * @param folder {@code data/published} of the checkout
     * @throws IllegalArgumentException if its {@code families.csv} cannot be read
     */
    public static Timeline timeline(Path folder) {
        var events = new ArrayList<TimelineEvent>();
        for (Row row : table(folder.resolve("families.csv"))) {
            var errors = new LinkedHashMap<String, String>();
            for (String column : List.of("imagenet_top1", "imagenet_top5", "cifar10")) {
                errors.put(column, row.getString(column + "_error_percent"));
            }
            errors.values().removeIf(String::isEmpty);
            events.add(
                    new TimelineEvent(
                            Integer.parseInt(row.getString("year")),
                            row.getString("family"),
                            row.getString("new"),
                            row.getString("network"),
                            errors,
                            row.getString("source"),
                            row.getString("result_source")));
        }
        return new Timeline(events);
    }

    /**
     * Published results as a table, with numeric columns.
     *
     * @param name of a file in {@code data/published} without its ending: {@code imagenet}, {@code
     *     families}, {@code fashion-mnist}, {@code densenet-table2} or {@code resnet-densenet}
     * @throws IllegalArgumentException if there is none of that name; it says which there are
     */
    public static Table table(String name) {
        Path folder = Home.find().at("data/published");
        Path file = folder.resolve(name + ".csv");
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "published results are %s, but there is no '%s'; see data/published"
                            .formatted(Format.list(names(folder)), name));
        }
        return Tables.read(name, text(file), Published::type);
    }

    private static List<String> names(Path folder) {
        String[] files = folder.toFile().list((in, file) -> file.endsWith(".csv"));
        return Stream.of(files == null ? new String[0] : files)
                .map(file -> file.replaceFirst("\\.csv$", ""))
                .sorted()
                .toList();
    }

    /** Column type, by the column names of these files. */
    private static ColumnType type(String column) {
        return switch (column) {
            case "year", "depth", "growth", "parameters", "macs" -> ColumnType.LONG;
            default ->
                    column.matches(".*_(percent|millions)") ? ColumnType.DOUBLE : ColumnType.STRING;
        };
    }

    private static Table table(Path csv) {
        return read(text(csv));
    }

    private static String text(Path csv) {
        try {
            return Files.readString(csv);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "published results are read from %s, but it cannot be (%s); see data/published"
                            .formatted(csv, e.getClass().getSimpleName()),
                    e);
        }
    }

    /** Parses a CSV into text columns; the reader of a column knows which are numbers. */
    public static Table read(String csv) {
        return Tables.read("", csv, name -> ColumnType.STRING);
    }

    /** A table from the jar, by its file name, with all columns as text. */
    public static Table packed(String name) {
        try (InputStream in =
                Objects.requireNonNull(Published.class.getResourceAsStream(name), name)) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
