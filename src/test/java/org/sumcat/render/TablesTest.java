package org.sumcat.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tech.tablesaw.aggregate.AggregateFunctions;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TablesTest {

    @Nested
    class A_file_of_comma_separated_values {
        /** What Tablesaw by itself reads back otherwise, each in a column. */
        private final Table hard =
                Table.create(
                        "hard",
                        DoubleColumn.create("whole doubles", new double[] {1, 2, Double.NaN, -0.0}),
                        LongColumn.create(
                                "like dates", new long[] {20261130, 20260101, 20251231, 20240229}),
                        StringColumn.create("like missing", "NA", "*", "null", ""),
                        StringColumn.create("like numbers", "1", "1,5", "7%", "2026-11-30"),
                        StringColumn.create("signs", "#a", "b  c", "c\nd", "\"e\", 'f' #"),
                        DoubleColumn.create(
                                "digits", new double[] {0.1 + 0.2, 1e-300, 1e22, 2.0E-3}),
                        IntColumn.create("ints", new int[] {1, 2, 3, Integer.MIN_VALUE}),
                        BooleanColumn.create("booleans", new Boolean[] {true, false, null, true}),
                        DateColumn.create(
                                "dates",
                                LocalDate.of(2026, 11, 30),
                                null,
                                LocalDate.of(2024, 2, 29),
                                LocalDate.of(1066, 10, 14)));

        private Table back(Table table) {
            return Tables.read(table.name(), Tables.csv(table), name -> table.column(name).type());
        }

        @Test
        void comes_back_with_its_types_and_values() {
            Table back = back(hard);

            assertThat(back.types()).isEqualTo(hard.types());
            for (String column : hard.columnNames()) {
                assertThat(back.column(column).asList())
                        .as(column)
                        .isEqualTo(hard.column(column).asList());
            }
        }

        @Test
        void of_no_rows_comes_back_with_its_columns() {
            Table none = hard.emptyCopy();

            assertThat(back(none).columnNames()).isEqualTo(none.columnNames());
            assertThat(back(none).types()).isEqualTo(none.types());
        }

        @Test
        void has_every_digit_whatever_is_printed_of_it_and_whatever_the_language() {
            Table table = Rows.of("thirds", List.of(1, 2)).number("third", 2, i -> i / 3.0).table();
            Locale before = Locale.getDefault();
            Locale.setDefault(Locale.GERMANY);
            try {
                assertThat(Tables.csv(table))
                        .isEqualTo("third\n0.3333333333333333\n0.6666666666666666\n");
            } finally {
                Locale.setDefault(before);
            }
        }
    }

    @Nested
    class What_a_reader_sees {
        @Test
        void of_a_column_are_as_few_digits_as_tell_its_numbers_apart() {
            assertThat(cells(81.72399999999999, 0.98765)).containsExactly("81.724", "0.988");
            assertThat(cells(0.5, 2, 1.25)).containsExactly("0.50", "2.00", "1.25");
            assertThat(cells(3, 4)).containsExactly("3", "4");
            assertThat(cells(0.0001234, 0)).containsExactly("0.0001234", "0.0000000");
            assertThat(cells(1e20, 1)).containsExactly("1.0E20", "1.0");
            assertThat(cells(Double.NaN, Double.POSITIVE_INFINITY, 7))
                    .containsExactly("", "Infinity", "7");
        }

        @Test
        void of_large_numbers_are_their_thousands_and_not_of_years() {
            assertThat(cells(LongColumn.create("parameters", new long[] {343834, 12})))
                    .containsExactly("343,834", "12");
            assertThat(cells(IntColumn.create("year", new int[] {2016, 1998})))
                    .containsExactly("2016", "1998");
            assertThat(cells(38849408.5, 1)).containsExactly("38,849,408.5", "1.0");
        }

        @Test
        void is_the_format_of_a_column_where_somebody_gave_it_one() {
            var share = DoubleColumn.create("share", new double[] {0.123456, 0.5});
            share.setPrintFormatter(tech.tablesaw.columns.numbers.NumberColumnFormatter.percent(1));

            assertThat(cells(share).get(0)).startsWith("12").endsWith("%");
            assertThat(cells(Rows.of("", List.of(2)).number("n", 3, i -> i).table().column(0)))
                    .containsExactly("2.000");
        }

        @Test
        void is_the_same_whatever_the_language() {
            Locale before = Locale.getDefault();
            Locale.setDefault(Locale.GERMANY);
            try {
                assertThat(cells(12345.5, 0.25)).containsExactly("12,345.50", "0.25");
            } finally {
                Locale.setDefault(before);
            }
        }

        @Test
        void of_a_summary_is_readable_too() {
            var table =
                    Rows.of("runs", List.of(79.71, 77.48, 80.2))
                            .text("spec", accuracy -> "plain")
                            .number("accuracy (%)", 2, accuracy -> accuracy)
                            .table();

            var summary =
                    table.summarize(
                                    "accuracy (%)",
                                    AggregateFunctions.mean, AggregateFunctions.stdDev)
                            .by("spec");

            // (79.71 + 77.48 + 80.2) / 3 = 79.13; deviations 0.58, -1.65, 1.07; sqrt(4.2038 / 2)
            assertThat(TextTable.of(summary).rows().get(0))
                    .containsExactly("plain", "79.13", "1.45");
        }

        private static List<String> cells(double... values) {
            return cells(DoubleColumn.create("numbers", values));
        }

        private static List<String> cells(tech.tablesaw.columns.Column<?> column) {
            return TextTable.of(Table.create("", column)).rows().stream()
                    .map(row -> row.get(0))
                    .toList();
        }
    }

    @Nested
    class A_table_that_is_shown {
        private final Table rows =
                Rows.of("Rows & more", IntStream.range(0, 1234).boxed().toList())
                        .text("name", i -> "<" + i + ">")
                        .number("loss (nats)", 1, i -> i / 2.0)
                        .table();

        @Test
        void has_words_to_the_left_numbers_to_the_right_and_its_name_above() {
            assertThat(html(rows.first(2)))
                    .contains("<caption align=\"left\"", "Rows &amp; more</caption>")
                    .contains("<th scope=\"col\" align=\"right\"", ">loss (nats)</th>")
                    .contains("<td align=\"left\" style=\"text-align: left\">&lt;1&gt;</td>")
                    .contains("<td align=\"right\" style=\"text-align: right\">0.5</td>")
                    .doesNotContain("<p>");
            assertThat(Tables.shown(rows.first(2)).mimeBundle().get("text/plain"))
                    .isEqualTo(
                            "Rows & more\nname  loss (nats)\n<0>           0.0\n<1>           0.5\n");
        }

        @Test
        void is_cut_with_a_line_that_says_so() {
            String remark = "the first 50 of 1,234 rows; where, sortOn and last show others";

            assertThat(html(rows)).contains("&lt;49&gt;", remark).doesNotContain("&lt;50&gt;");
            assertThat(Tables.shown(rows).mimeBundle().get("text/plain")).endsWith(remark);
            assertThat(rows.rowCount()).isEqualTo(1234);
        }

        @Test
        void says_that_it_has_no_rows() {
            var none = rows.where(rows.numberColumn(1).isLessThan(0));

            assertThat(html(none)).contains("loss (nats)", "<p>no rows</p>");
            assertThat(Tables.shown(none).mimeBundle().get("text/plain")).endsWith("no rows");
        }

        private static String html(Table table) {
            return Tables.shown(table).mimeBundle().get("text/html");
        }
    }
}
