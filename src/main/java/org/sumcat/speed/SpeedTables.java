package org.sumcat.speed;

import static org.sumcat.render.Tables.texts;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sumcat.render.Format;
import org.sumcat.render.Tables;
import org.sumcat.speed.Speeds.Ratio;
import org.sumcat.speed.Speeds.Speed;
import tech.tablesaw.api.Table;

/** Tables of speeds: CSV for programs, and Markdown for the front page. */
final class SpeedTables {
    private SpeedTables() {}

    static String csv(List<Speed> speeds) {
        return Tables.csv(
                Table.create(
                        "speeds",
                        texts("device", speeds, Speed::device),
                        texts("workload", speeds, Speed::workload),
                        texts("peer", speeds, Speed::peer),
                        texts("milliseconds", speeds, s -> Format.fixed(s.milliseconds(), 3)),
                        texts(
                                "images_per_second",
                                speeds,
                                s -> Format.fixed(s.imagesPerSecond(), 0)),
                        texts("exact_is", speeds, s -> digits(s.exact(), Ratio::typical)),
                        texts("exact_least", speeds, s -> digits(s.exact(), Ratio::least)),
                        texts("exact_most", speeds, s -> digits(s.exact(), Ratio::most)),
                        texts("fast_is", speeds, s -> digits(s.fast(), Ratio::typical)),
                        texts("fast_least", speeds, s -> digits(s.fast(), Ratio::least)),
                        texts("fast_most", speeds, s -> digits(s.fast(), Ratio::most)),
                        texts(
                                "compile_seconds",
                                speeds,
                                s ->
                                        s.compileSeconds() == null
                                                ? ""
                                                : Format.fixed(s.compileSeconds(), 1)),
                        texts("commit", speeds, Speed::commit)));
    }

    private static String digits(@Nullable Ratio ratio, Function<Ratio, Double> part) {
        return ratio == null ? "" : Format.fixed(part.apply(ratio), 2);
    }

    static String markdown(Speeds speeds) {
        var text = new StringBuilder();
        text.append(
                "| | Sumcat, images/s | `exact` over the usual way in DJL | `exact` over PyTorch, best form");
        text.append(
                " | `fast` over the usual way | `fast` over PyTorch in bfloat16, best form |\n");
        text.append("|---|---|---|---|---|---|\n");
        for (String device : speeds.devices()) {
            text.append("| **%s** | | | | | |\n".formatted(device));
            for (String workload : speeds.workloads()) {
                speeds.find(device, workload, Rival.OURS)
                        .ifPresent(ours -> text.append(line(speeds, ours, device, workload)));
            }
        }
        return text.toString();
    }

    private static String line(Speeds speeds, Speed ours, String device, String workload) {
        var fast = speeds.find(device, workload, Rival.OURS_BFLOAT16);
        var usual = speeds.find(device, workload, Rival.USUAL);
        return "| %s | %s%s | %s | %s | %s | %s |\n"
                .formatted(
                        workload,
                        Speeds.images(ours),
                        fast.map(f -> ", fast " + Speeds.images(f)).orElse(""),
                        words(usual.map(Speed::exact)),
                        best(speeds.find(device, workload, Rival.TORCH), Speed::exact),
                        words(usual.map(Speed::fast)),
                        best(speeds.find(device, workload, Rival.TORCH_BFLOAT16), Speed::fast));
    }

    /** The ratio and the form, {@code 1.24 x (1.07 to 1.72), compiled channels_last}. */
    private static String best(Optional<Speed> torch, Function<Speed, @Nullable Ratio> which) {
        return torch.flatMap(
                        speed ->
                                Optional.ofNullable(which.apply(speed))
                                        .map(ratio -> ratio + ", " + form(speed.peer())))
                .orElse("");
    }

    private static String form(String peer) {
        String[] parts = peer.replaceFirst("_bf16$", "").split(", ", 2);
        return (parts[0].endsWith("compiled") ? "compiled " : "eager ") + parts[1];
    }

    private static String words(Optional<Ratio> ratio) {
        return ratio.map(Ratio::toString).orElse("");
    }
}
