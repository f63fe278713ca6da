package org.sumcat.notebook;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.sumcat.data.Images;
import org.sumcat.render.Shown;

/** Images side by side, a row for each class, for a first look at the data. */
public final class Gallery implements Shown {
    /** Pixels per displayed pixel, as {@link Shown} requires. */
    private static final int DENSE = 2;

    private static final int ZOOM = 2;
    private static final int GAP = 4;
    private static final int NAMES = 110;

    private final BufferedImage sheet;
    private final String text;

    private Gallery(BufferedImage sheet, String text) {
        this.sheet = sheet;
        this.text = text;
    }

    /**
     * The first images of each class, black on white.
     *
     * @param classes the names of the classes, in the order of the labels
     * @param each how many images of a class, at least 1; a class may have fewer
     */
    public static Gallery of(Images images, List<String> classes, int each) {
        if (each < 1) {
            throw new IllegalArgumentException(
                    "a gallery needs at least 1 image of each class, but each was " + each);
        }
        int cell = ZOOM * images.width() + GAP;
        int row = ZOOM * images.height() + GAP;
        var sheet =
                new BufferedImage(
                        DENSE * (NAMES + each * cell),
                        DENSE * classes.size() * row,
                        BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = sheet.createGraphics();
        pen.scale(DENSE, DENSE);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        var placed = new int[classes.size()];
        for (int label = 0; label < classes.size(); label++) {
            pen.drawString(classes.get(label), 4, label * row + row / 2 + 5);
        }
        for (int i = 0; i < images.count(); i++) {
            int label = images.label(i);
            if (placed[label] < each) {
                int x = NAMES + placed[label]++ * cell;
                draw(pen, inverted(images.picture(i)), x, label * row);
            }
        }
        pen.dispose();
        return new Gallery(
                sheet,
                "The first %s images of each class: %s."
                        .formatted(each, String.join(", ", classes)));
    }

    /** The picture, at twice the displayed size. */
    public BufferedImage image() {
        return sheet;
    }

    @Override
    public Map<String, String> mimeBundle() {
        return Map.of("text/plain", text, "image/png", new Pixels(sheet).png());
    }

    @Override
    public String toString() {
        return text;
    }

    private static void draw(Graphics2D pen, BufferedImage picture, int x, int y) {
        pen.drawImage(picture, x, y, ZOOM * picture.getWidth(), ZOOM * picture.getHeight(), null);
    }

    private static BufferedImage inverted(BufferedImage picture) {
        var raster = picture.getRaster();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                raster.setSample(x, y, 0, 255 - raster.getSample(x, y, 0));
            }
        }
        return picture;
    }
}
