package org.sumcat.report;

import java.util.Map;

/** Something that a notebook or a page can show. */
public interface Shown {
    /** MIME type to content; binary content in base64. */
    Map<String, String> mimeBundle();
}
