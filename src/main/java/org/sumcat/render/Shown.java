package org.sumcat.render;

import java.util.List;
import java.util.Map;

/** Content that a notebook or a page can show. */
public interface Shown {
    /**
     * MIME type to content; binary content in base64. A PNG has twice the pixels, across and down,
     * of the size at which it is to be seen: sharp on dense screens and on paper.
     */
    Map<String, String> mimeBundle();

    /** The parts that a notebook shows one after the other, each in its best format. */
    default List<Shown> parts() {
        return List.of(this);
    }
}
