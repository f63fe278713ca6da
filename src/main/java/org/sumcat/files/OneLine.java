package org.sumcat.files;

import static java.util.stream.Collectors.joining;

/** Quotation of arbitrary text in a one-line message. */
public final class OneLine {
    private static final int LONGEST = 400;

    private OneLine() {}

    /** The text in one line, shortened in the middle if long, control characters escaped. */
    public static String of(String words) {
        String line =
                words.lines()
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .collect(joining(" "));
        line = line.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST
                ? line
                : line.substring(0, LONGEST / 2)
                        + " ... "
                        + line.substring(line.length() - LONGEST / 2);
    }
}
