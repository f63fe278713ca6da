package org.sumcat.diagram;

/** Types of shortcuts, by what they do to the input before it is added. */
enum ShortcutStyle {
    IDENTITY("none", "identity"),
    PROJECTION("7 3", "projection"),
    ZEROS("1.5 3", "fewer pixels, zeros for new channels");

    final String gaps;
    final String words;

    ShortcutStyle(String gaps, String words) {
        this.gaps = gaps;
        this.words = words;
    }
}
