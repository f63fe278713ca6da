package org.sumcat.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.sumcat.render.Tables;
import org.sumcat.speed.Speeds.Ratio;
import org.sumcat.speed.Speeds.Speed;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Measured speeds as a CSV file. */
final class SpeedFile {
    private SpeedFile() {}

    /** Implements {@link Speeds#read}. */
    static Speeds read(Path csv) {
        try {
            Speeds read = of(Tables.read("", Files.readString(csv), name -> ColumnType.STRING));
            if (read.speeds().isEmpty()) {
                throw new IllegalArgumentException("it has no row");
            }
            return read;
        } catch (IOException | RuntimeException e) { // Tablesaw has many for a damaged row
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(
                    "speeds are read from a file that ./sumcat bench --csv wrote, but %s is none (%s: %s)"
                            .formatted(csv, e.getClass().getSimpleName(), why),
                    e);
        }
    }

    private static Speeds of(Table table) {
        var speeds = new ArrayList<Speed>();
        for (Row row : table) {
            speeds.add(
                    new Speed(
                            row.getString("device"),
                            row.getString("workload"),
                            row.getString("peer"),
                            number(row, "milliseconds"),
                            number(row, "images_per_second"),
                            ratio(row, "exact"),
                            row.getString("fast_is").isEmpty() ? null : ratio(row, "fast"),
                            row.columnNames().contains("compile_seconds") // not before 0.2.0
                                            && !row.getString("compile_seconds").isEmpty()
                                    ? number(row, "compile_seconds")
                                    : null,
                            row.getString("commit")));
        }
        return new Speeds(speeds);
    }

    private static Ratio ratio(Row row, String which) {
        return new Ratio(
                number(row, which + "_is"),
                number(row, which + "_least"),
                number(row, which + "_most"));
    }

    private static double number(Row row, String column) {
        return Double.parseDouble(row.getString(column));
    }
}
