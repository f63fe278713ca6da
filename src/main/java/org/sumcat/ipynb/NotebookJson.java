package org.sumcat.ipynb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Parsing of notebooks' JSON, with limits on size. */
final class NotebookJson {
    /** The length limit of a text: a picture in an output is one long text. */
    private static final int LONGEST_TEXT = 50_000_000;

    /** The limit on JSON tokens: {@code {}} over and over takes fifty times its size in memory. */
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
