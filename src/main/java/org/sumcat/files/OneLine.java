package org.sumcat.files;

import static java.util.stream.Collectors.joining;

/** What is said of a document may quote it, and that may be anything. */
public final class OneLine {
    private static final int LONGEST = 400;

    private OneLine() {}

    /** The words in one line, the middle left out of very many, other characters as they are. */
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
