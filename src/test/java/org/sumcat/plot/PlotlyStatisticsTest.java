package org.sumcat.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bins and quartiles are those of plotly.js 3.7.0, read in Chromium from {@code gd._fullData} and
 * {@code gd.calcdata} of its own build; 2.35.3 and 4.1.2 have the same.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlotlyStatisticsTest {
    static Stream<JsonNode> sets() throws IOException {
        try (var in =
                PlotlyStatisticsTest.class.getResourceAsStream("/plotly-3.7.0-statistics.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("sets")
    void a_histogram_has_plotly_s_bins(JsonNode set) {
        same(Bins.of(numbers(set.get("values")), 0), set, set);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void a_histogram_of_at_most_five_bins_has_plotly_s(JsonNode set) {
        same(Bins.of(numbers(set.get("values")), 5), set, set.get("five"));
    }

    private static void same(Bins bins, JsonNode set, JsonNode expected) {
        Offset<Double> hair = within(1e-9 * bins.size());
        assertThat(bins.size()).isCloseTo(expected.get("size").asDouble(), hair);
        assertThat(bins.start()).isCloseTo(expected.get("start").asDouble(), hair);
        double[] counts = bins.counts(numbers(set.get("values")));
        var filled =
                IntStream.range(0, counts.length).filter(i -> counts[i] > 0).summaryStatistics();
        // plotly leaves empty bins at the ends out
        assertThat(
                        DoubleStream.of(counts)
                                .skip(filled.getMin())
                                .limit(filled.getMax() + 1L - filled.getMin()))
                .containsExactly(
                        DoubleStream.of(numbers(expected.get("counts")))
                                .boxed()
                                .toArray(Double[]::new));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void a_box_has_plotly_s_quartiles_and_whiskers(JsonNode set) {
        var box = BoxPainter.Box.of(numbers(set.get("values")));
        double[] plotly = numbers(set.get("box"));
        assertThat(new double[] {box.low(), box.q1(), box.median(), box.q3(), box.high()})
                .containsExactly(plotly, within(1e-9 * plotly[4]));
    }

    private static double[] numbers(JsonNode list) {
        return IntStream.range(0, list.size()).mapToDouble(i -> list.get(i).asDouble()).toArray();
    }
}
