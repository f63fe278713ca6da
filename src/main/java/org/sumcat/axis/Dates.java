package org.sumcat.axis;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Days and times along an axis, as milliseconds since 1970 in no time zone. */
public final class Dates {
    private record TickStep(ChronoUnit unit, int count) {
        double millis() {
            return unit.getDuration().toMillis() * (double) count;
        }
    }

    private static final List<TickStep> STEPS =
            Stream.of(
                            steps(ChronoUnit.SECONDS, 1, 5, 15, 30),
                            steps(ChronoUnit.MINUTES, 1, 5, 15, 30),
                            steps(ChronoUnit.HOURS, 1, 3, 6, 12),
                            steps(ChronoUnit.DAYS, 1, 2, 7, 14),
                            steps(ChronoUnit.MONTHS, 1, 3, 6),
                            steps(ChronoUnit.YEARS, 1, 2, 5, 10, 20, 50, 100, 500))
                    .flatMap(List::stream)
                    .toList();

    private static final int MOST = 6;

    private Dates() {}

    private static List<TickStep> steps(ChronoUnit unit, Integer... counts) {
        return Stream.of(counts).map(count -> new TickStep(unit, count)).toList();
    }

    /** {@code 2024-02-29} or {@code 2024-02-29T12:00}; NaN where it is no date. */
    public static double millis(String date) {
        if (!date.matches("\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d.*)?")) {
            return Double.NaN;
        }
        String time = date.length() == 10 ? date + "T00:00" : date.replace(' ', 'T');
        try {
            return millis(LocalDateTime.parse(time.replaceAll("Z$", "")));
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    private static double millis(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * 1000.0;
    }

    private static LocalDateTime time(double millis) {
        return LocalDateTime.ofEpochSecond((long) Math.floor(millis / 1000), 0, ZoneOffset.UTC);
    }

    /** At most six round steps within the values, which are the ends of the axis. */
    public static Scale scale(double min, double max) {
        double low = min < max ? min : min - 86_400_000;
        double high = min < max ? max : max + 86_400_000;
        var step =
                STEPS.stream()
                        .filter(s -> (high - low) / s.millis() <= MOST)
                        .findFirst()
                        .orElse(STEPS.get(STEPS.size() - 1));
        var ticks = new ArrayList<Double>();
        var names = new ArrayList<String>();
        var at = start(time(low), step);
        while (millis(at) <= high) {
            if (millis(at) >= low) {
                ticks.add(millis(at));
                names.add(words(at, step.unit));
            }
            at = at.plus(step.count, step.unit);
        }
        return Scale.named(low, high, ticks, names);
    }

    /** The round time at or before a time. */
    private static LocalDateTime start(LocalDateTime time, TickStep step) {
        var day = time.truncatedTo(ChronoUnit.DAYS);
        int count = step.count;
        return switch (step.unit) {
            case YEARS -> day.withDayOfYear(1).minusYears(time.getYear() % count);
            case MONTHS -> day.withDayOfMonth(1).minusMonths((time.getMonthValue() - 1) % count);
            case DAYS -> {
                int thursday = count % 7 == 0 ? 3 : 0; // 1970 began with one; weeks with a Monday
                yield day.minusDays((day.toLocalDate().toEpochDay() + thursday) % count);
            }
            default -> day;
        };
    }

    private static String words(LocalDateTime at, ChronoUnit unit) {
        var date = at.toLocalDate().toString();
        return switch (unit) {
            case YEARS -> date.substring(0, 4);
            case MONTHS -> date.substring(0, 7);
            case DAYS -> date;
            default -> at.toLocalTime().toSecondOfDay() == 0 ? date : at.toLocalTime().toString();
        };
    }

    /** A value in words, {@code 2024-02-29}, with the time where it has one. */
    public static String words(double millis) {
        return words(time(millis), ChronoUnit.DAYS)
                + (millis % 86_400_000 == 0 ? "" : " " + time(millis).toLocalTime());
    }
}
