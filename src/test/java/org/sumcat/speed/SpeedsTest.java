package org.sumcat.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.bench.Bench;
import org.sumcat.speed.Speeds.Ratio;
import org.sumcat.speed.Speeds.Speed;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SpeedsTest {
    private static final Pattern BAR =
            Pattern.compile("<rect class=\"(\\w+)\" x=\"150\" .*?width=\"([\\d.]+)\"");

    /** Half a second here the usual way; on the second device no bfloat16 and no PyTorch. */
    private static final Speeds SPEEDS =
            new Speeds(
                    List.of(
                            speed("cpu", "Sumcat", 250, 1, 0.5),
                            speed("cpu", "Sumcat, --precision fast", 125, 0.5, 1.0),
                            speed("cpu", "usual DJL", 500, 2, 4.0),
                            speed("cpu", "usual DJL, our environment", 400, 1.6, 3.2),
                            speed("cpu", "PyTorch, nchw", 1000, 4, 8.0),
                            speed("cpu", "PyTorch, channels_last", 400, 1.6, 3.2),
                            speed("cpu", "PyTorch, channels_last_bf16", 200, 0.8, 1.6),
                            speed("cpu", "PyTorch compiled, channels_last", 500, 1.8, 3.5),
                            speed("cpu", "PyTorch compiled, nchw_bf16", 160, 0.7, 1.4),
                            speed("old cpu", "Sumcat", 1000, 1, null),
                            speed("old cpu", "usual DJL", 1600, 1.6, null)));

    @TempDir private Path folder;

    private static Speed speed(
            String device, String peer, double milliseconds, double exact, @Nullable Double fast) {
        return new Speed(
                device,
                "resnet-20, 28 x 28, batch 128",
                peer,
                milliseconds,
                128e3 / milliseconds,
                new Ratio(exact, exact / 2, exact * 2),
                fast == null ? null : new Ratio(fast, fast / 2, fast * 2),
                peer.startsWith("PyTorch compiled") ? 84.5 : null,
                "abc1234");
    }

    @Test
    void are_a_table_with_the_spread_and_of_all_forms_of_PyTorch_the_fastest_with_its_name() {
        assertThat(SPEEDS.markdown().lines().skip(2))
                .containsExactly(
                        "| **cpu** | | | | | |",
                        "| resnet-20, 28 x 28, batch 128 | 512, fast 1,024 | 2.00 x (1.00 to 4.00)"
                                + " | 1.60 x (0.80 to 3.20), eager channels_last | 4.00 x (2.00 to 8.00)"
                                + " | 1.40 x (0.70 to 2.80), compiled nchw |",
                        "| **old cpu** | | | | | |",
                        "| resnet-20, 28 x 28, batch 128 | 128 | 1.60 x (0.80 to 3.20) |  |  |  |");
    }

    @Test
    void are_bars_as_long_as_they_are_times_as_fast_as_the_usual_way() {
        List<MatchResult> bars = BAR.matcher(SPEEDS.svg()).results().toList();
        assertThat(bars)
                .extracting(bar -> bar.group(1))
                .containsExactly("usual", "torch", "ours", "torch", "ours");
        double usual = Double.parseDouble(bars.get(0).group(2));
        assertThat(bars)
                .extracting(bar -> Math.round(100 * Double.parseDouble(bar.group(2)) / usual))
                .containsExactly(100L, 125L, 200L, 286L, 400L); // the fourth: 4.0 / 1.4
    }

    @Test
    void say_in_words_what_the_bars_show() {
        assertThat(SPEEDS.mimeBundle().get("text/plain").lines())
                .containsExactly(
                        "cpu, resnet-20, 28 x 28, batch 128: usual DJL 1.0; PyTorch 1.3; Sumcat 2.0;"
                                + " PyTorch compiled in bfloat16 2.9; Sumcat in bfloat16 4.0",
                        "old cpu, resnet-20, 28 x 28, batch 128: usual DJL 1.0; Sumcat 1.6");
    }

    @Test
    void are_read_as_they_were_written() throws IOException {
        Path csv = Files.writeString(folder.resolve("speeds.csv"), SPEEDS.csv());
        assertThat(Files.readString(csv))
                .contains(
                        "cpu,\"resnet-20, 28 x 28, batch 128\",Sumcat,250.000,512,1.00,0.50,2.00,");
        assertThat(Speeds.read(csv)).isEqualTo(SPEEDS);
    }

    @Test
    void are_read_as_they_were_written_before_there_was_anything_to_compile() throws IOException {
        String now = SPEEDS.csv();
        String before =
                now.replace(",compile_seconds", "").replace(",84.5,", ",").replace(",,abc", ",abc");
        Path csv = Files.writeString(folder.resolve("speeds.csv"), before);
        assertThat(now).contains(",84.5,abc1234\n");
        assertThat(Speeds.read(csv).speeds())
                .extracting(Speed::peer, Speed::compileSeconds)
                .contains(tuple("PyTorch compiled, nchw_bf16", null))
                .hasSameSizeAs(SPEEDS.speeds());
    }

    @Test
    void are_refused_in_one_line_where_the_file_is_missing_cut_off_twice_there_or_another()
            throws IOException {
        Path csv = folder.resolve("speeds.csv");
        String whole = SPEEDS.csv();
        String again = whole.substring(whole.indexOf('\n') + 1);
        for (String bad :
                List.of(
                        "",
                        "a,b\n1,2\n",
                        whole.substring(0, whole.indexOf('\n') + 1),
                        whole.substring(0, whole.length() - 20),
                        whole.replace("250.000", "fast"),
                        whole.replace("250.000", "NaN"),
                        whole.replace("4.00,2.00,8.00", "0.00,2.00,8.00"),
                        whole.replace(",usual DJL,", ",another,"),
                        whole + again)) {
            Files.writeString(csv, bad);
            assertThatThrownBy(() -> Speeds.read(csv))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "speeds are read from a file that ./sumcat bench --csv wrote, but "
                                    + csv)
                    .hasMessageNotContaining("\n");
        }
        assertThatThrownBy(() -> Speeds.read(folder.resolve("none.csv")))
                .hasMessageContaining("none.csv is none (NoSuchFileException");
    }

    @Test
    void of_every_peer_of_the_bench_have_a_bar_but_of_one_that_is_for_the_table_only() {
        assertThat(Bench.peers())
                .allSatisfy(
                        peer ->
                                assertThat(Stream.of(Rival.values()))
                                        .as(peer)
                                        .filteredOn(rival -> peer.matches(rival.peers))
                                        .hasSize(peer.endsWith("our environment") ? 0 : 1));
        assertThat(Rival.values())
                .allSatisfy(
                        rival ->
                                assertThat(Bench.peers())
                                        .as(rival.words)
                                        .anyMatch(peer -> peer.matches(rival.peers)));
    }

    @Test
    void squeeze_the_name_of_a_device_that_is_wider_than_its_panel() {
        var name = "cpu (of a make that tells its whole history in its name), 128 threads";
        var elsewhere = SPEEDS.speeds().stream().map(s -> on(name, s)).limit(7).toList();
        var two = Stream.concat(SPEEDS.speeds().stream(), elsewhere.stream()).toList();
        assertThat(new Speeds(two).svg())
                .containsPattern("textLength=\"[\\d.]+\"[^>]*>" + Pattern.quote(name));
        assertThat(SPEEDS.svg()).doesNotContain("textLength");
    }

    private static Speed on(String device, Speed speed) {
        return new Speed(
                device,
                speed.workload(),
                speed.peer(),
                speed.milliseconds(),
                speed.imagesPerSecond(),
                speed.exact(),
                speed.fast(),
                speed.compileSeconds(),
                speed.commit());
    }
}
