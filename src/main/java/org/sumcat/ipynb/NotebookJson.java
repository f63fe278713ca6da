package org.sumcat.ipynb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The JSON of notebooks, and how much of it is read. */
final class NotebookJson {
    /** A picture below a cell is one long text. */
    private static final int LONGEST_TEXT = 50_000_000;

    /** Braces, names and values; {@code {}} over and over takes fifty times its room in memory. */
    private static final int MOST_TOKENS = 1_000_000;

    static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(LONGEST_TEXT)
                                                    .maxTokenCount(MOST_TOKENS)
                                                    .build())
                                    .build())
                    .build();

    private NotebookJson() {}
}
