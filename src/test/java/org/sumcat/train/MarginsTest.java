package org.sumcat.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.statistics.Sample;

/**
 * How far what trainings come to is from the bars of their tests, by the numbers that {@link
 * Outcome} noted: of those in {@code margins.tsv} each is three standard deviations away at least.
 * They are deviations between seeds, of each of which the mean over all settings of the processor
 * counts: settings of one seed are nearly alike, and would make them look small. With {@code
 * -Dsumcat.margins=FILE} it is about another file, and prints the table of it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MarginsTest {
    private static final Path MEASURED = Path.of("src/test/resources/margins.tsv");
    private static final double LEAST = 3;

    /** All numbers of one test, for each seed those of some settings of the processor. */
    private record Margin(String what, String side, double bar, Map<String, List<Double>> seeds) {
        /** Of what spreads by factors the logarithm; else the number itself. */
        private double scaled(double value) {
            return what.matches("(gradient|lost).*") && bar > 0
                    ? Math.log10(Math.max(value, 1e-6))
                    : value;
        }

        private Sample sample(DoubleUnaryOperator scale) {
            return Sample.of(
                    seeds.values().stream()
                            .mapToDouble(
                                    all ->
                                            all.stream()
                                                    .mapToDouble(scale::applyAsDouble)
                                                    .average()
                                                    .orElseThrow())
                            .toArray());
        }

        /** In standard deviations; not a number for one value. */
        double inDeviations() {
            Sample sample = sample(this::scaled);
            Double sd = sample.sd();
            double way = sample.mean() - scaled(bar);
            return sd == null ? Double.NaN : (side.equals("above") ? way : -way) / sd;
        }

        String row() {
            Sample plain = sample(value -> value);
            return String.format(
                    Locale.ROOT,
                    "| %s | %s %s | %.3g | %.2g | %d, %d | %.1f |",
                    what,
                    side,
                    bar,
                    plain.mean(),
                    plain.sd(),
                    seeds.size(),
                    seeds.values().stream().mapToInt(List::size).sum(),
                    inDeviations());
        }
    }

    private static List<Margin> read(Path file) throws IOException {
        var margins = new LinkedHashMap<String, Margin>();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split("\t"); // setting, test, number, side, bar
            margins.computeIfAbsent(
                            String.join("\t", cells[1], cells[3], cells[4]),
                            key ->
                                    new Margin(
                                            cells[1],
                                            cells[3],
                                            Double.parseDouble(cells[4]),
                                            new TreeMap<>()))
                    .seeds()
                    .computeIfAbsent(cells[0].split(",", 2)[0], seed -> new ArrayList<>())
                    .add(Double.parseDouble(cells[2]));
        }
        return List.copyOf(margins.values());
    }

    @Test
    void a_margin_is_the_way_from_the_mean_to_the_bar_on_its_side_in_standard_deviations() {
        var seeds = Map.of("1", List.of(0.5, 1.5), "2", List.of(2.0), "3", List.of(3.0));
        assertThat(new Margin("loss", "below", 5, seeds).inDeviations())
                .isEqualTo(3, within(1e-12));
        assertThat(new Margin("loss", "above", 5, seeds).inDeviations())
                .isEqualTo(-3, within(1e-12));
        var factors = Map.of("1", List.of(10.0), "2", List.of(100.0), "3", List.of(1000.0));
        assertThat(new Margin("gradient", "above", 1, factors).row())
                .isEqualTo("| gradient | above 1.0 | 370 | 5.5e+02 | 3, 3 | 2.0 |");
    }

    @Test
    void what_was_measured_is_three_standard_deviations_from_every_bar() throws IOException {
        String asked = System.getProperty("sumcat.margins", "");
        List<Margin> margins = read(asked.isEmpty() ? MEASURED : Path.of(asked));
        if (!asked.isEmpty()) {
            margins.forEach(margin -> System.out.println(margin.row()));
        }
        assertThat(margins)
                .isNotEmpty()
                .filteredOn(margin -> margin.seeds().size() > 2)
                .filteredOn(margin -> margin.inDeviations() < LEAST)
                .extracting(Margin::row)
                .isEmpty();
    }
}
