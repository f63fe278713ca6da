package org.sumcat.speed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.render.Format;
import org.sumcat.render.Raster;
import org.sumcat.render.Shown;

/**
 * Training speed compared with other programs, as measured by {@code ./sumcat bench}: a table and
 * bars.
 *
 * @param speeds by device and workload, in the order in which they are shown; of each workload on
 *     each device Sumcat and usual DJL at least, and nobody twice
 */
public record Speeds(List<Speed> speeds) implements Shown {

    /**
     * The speed of one peer at one workload on one device.
     *
     * @param device {@code cpu (Intel Xeon), 2 threads}
     * @param workload {@code resnet-20, 28 x 28, batch 128}
     * @param peer {@code Sumcat}, or one of the others as the bench calls them
     * @param milliseconds of a step, median of each round's median
     * @param imagesPerSecond from the median
     * @param exact how many times as fast Sumcat was in float32
     * @param fast how many times as fast Sumcat was in bfloat16; null where the device has none
     * @param compileSeconds that went into compiling before the first turn; null where nothing is
     * @param commit of Sumcat
     */
    public record Speed(
            String device,
            String workload,
            String peer,
            double milliseconds,
            double imagesPerSecond,
            Ratio exact,
            @Nullable Ratio fast,
            @Nullable Double compileSeconds,
            String commit) {
        public Speed {
            if (!(milliseconds > 0) || Double.isInfinite(milliseconds)) {
                throw new IllegalArgumentException(
                        "a step must take more than 0 milliseconds, but %s took %s"
                                .formatted(peer, milliseconds));
            }
        }

        private List<String> key() {
            return List.of(device, workload, peer);
        }
    }

    /**
     * A speed ratio over the rounds: its median, minimum and maximum.
     *
     * @param typical median of the rounds' ratios
     * @param least of them
     * @param most of them
     */
    public record Ratio(double typical, double least, double most) {
        public Ratio {
            if (!(typical > 0) || Double.isInfinite(typical)) {
                throw new IllegalArgumentException("a ratio must be above 0, but was " + typical);
            }
        }

        /** The ratio as text, {@code 1.71 x (1.53 to 2.08)}. */
        @Override
        public String toString() {
            return "%s x (%s to %s)"
                    .formatted(
                            Format.fixed(typical, 2),
                            Format.fixed(least, 2),
                            Format.fixed(most, 2));
        }
    }

    public Speeds {
        speeds = List.copyOf(speeds);
        var seen = new HashSet<List<String>>();
        for (Speed speed : speeds) {
            if (!seen.add(speed.key())) {
                throw new IllegalArgumentException(
                        "each peer has one speed, but %s has two; keep one measurement"
                                .formatted(speed.key()));
            }
        }
        for (Speed speed : speeds) {
            for (Rival needed : List.of(Rival.OURS, Rival.USUAL)) {
                if (!seen.contains(List.of(speed.device(), speed.workload(), needed.peers))) {
                    throw new IllegalArgumentException(
                            "speeds are told beside those of %s, but for %s on %s there is none"
                                    .formatted(needed.words, speed.workload(), speed.device()));
                }
            }
        }
    }

    /**
     * Reads the output of {@link #csv()}.
     *
     * @throws IllegalArgumentException if the file cannot be read or holds something else
     */
    public static Speeds read(Path csv) {
        return SpeedFile.read(csv);
    }

    /** A row for each peer, workload and device. */
    public String csv() {
        return SpeedTables.csv(speeds);
    }

    /**
     * A Markdown table: a row for each workload and device, with Sumcat's speed ratio over the
     * others, and its range over the rounds.
     */
    public String markdown() {
        return SpeedTables.markdown(this);
    }

    static String images(Speed speed) {
        return Format.count(Math.round(speed.imagesPerSecond()));
    }

    /** The picture: plain SVG 1.1, for light and dark pages. */
    public String svg() {
        return new SpeedBars(this).svg(true);
    }

    @Override
    public Map<String, String> mimeBundle() {
        var bundle = new LinkedHashMap<String, String>();
        bundle.put("text/plain", text());
        bundle.put("image/svg+xml", svg());
        bundle.put(
                "image/png",
                Base64.getEncoder().encodeToString(Raster.png(new SpeedBars(this).svg(false), 2)));
        return bundle;
    }

    /** A text alternative that describes the picture. */
    String text() {
        var lines = new ArrayList<String>();
        for (String device : devices()) {
            for (String workload : workloads()) {
                var parts =
                        Stream.of(Rival.values())
                                .flatMap(
                                        rival ->
                                                timesTheUsual(device, workload, rival)
                                                        .map(
                                                                t ->
                                                                        words(
                                                                                        device,
                                                                                        workload,
                                                                                        rival)
                                                                                + " "
                                                                                + times(t))
                                                        .stream())
                                .collect(Collectors.joining("; "));
                if (!parts.isEmpty()) {
                    lines.add("%s, %s: %s".formatted(device, workload, parts));
                }
            }
        }
        return String.join("\n", lines);
    }

    private String words(String device, String workload, Rival rival) {
        boolean compiled =
                find(device, workload, rival)
                        .filter(speed -> speed.peer().startsWith("PyTorch compiled"))
                        .isPresent();
        return compiled ? rival.words.replace("PyTorch", "PyTorch compiled") : rival.words;
    }

    List<String> devices() {
        return speeds.stream().map(Speed::device).distinct().toList();
    }

    List<String> workloads() {
        return speeds.stream().map(Speed::workload).distinct().toList();
    }

    Optional<Speed> find(String device, String workload, Rival rival) {
        return speeds.stream()
                .filter(s -> s.device().equals(device))
                .filter(s -> s.workload().equals(workload))
                .filter(s -> s.peer().matches(rival.peers))
                .min(Comparator.comparingDouble(Speed::milliseconds));
    }

    /**
     * The speed ratio over plain DJL, by the medians of the rounds' ratios: for Sumcat the number
     * in the table, for PyTorch (its best form) consistent with Sumcat's ratio over it.
     */
    Optional<Double> timesTheUsual(String device, String workload, Rival rival) {
        return find(device, workload, Rival.USUAL)
                .flatMap(
                        usual ->
                                find(device, workload, rival)
                                        .flatMap(
                                                speed ->
                                                        rival.bfloat16
                                                                ? over(usual.fast(), speed.fast())
                                                                : over(
                                                                        usual.exact(),
                                                                        speed.exact())));
    }

    private static Optional<Double> over(@Nullable Ratio usual, @Nullable Ratio rival) {
        return (usual == null) || (rival == null)
                ? Optional.empty()
                : Optional.of(usual.typical() / rival.typical());
    }

    static String times(double ratio) {
        return Format.fixed(ratio, 1);
    }
}
