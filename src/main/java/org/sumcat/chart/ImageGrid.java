package org.sumcat.chart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.sumcat.render.Rows;
import org.sumcat.render.Templates;
import tech.tablesaw.api.Table;

/**
 * Images side by side, each with two lines below it. There is nothing to move in it, so it has no
 * interactive form.
 *
 * @param title a short headline
 * @param text what there is to see, for those who do not see the picture
 * @param tiles at least one, in reading order
 */
public record ImageGrid(String title, String text, List<Tile> tiles) implements Illustration {

    /**
     * An image with what is to be said of it.
     *
     * @param name by which it is found again, {@code test image 17}
     * @param first the line below it
     * @param second the line below that
     */
    public record Tile(BufferedImage image, String name, String first, String second) {}

    /** A tile as the template draws it. */
    record Place(double x, double y, String data, Tile tile) {}

    public ImageGrid {
        tiles = List.copyOf(tiles);
        if (tiles.isEmpty()) {
            throw new IllegalArgumentException(
                    "a grid needs at least one image, but \"%s\" has none; leave it out"
                            .formatted(title));
        }
    }

    @Override
    public String svg() {
        return draw(Width.WIDE, true);
    }

    @Override
    public String inline(Width width) {
        return draw(width, false);
    }

    @Override
    public @Nullable String plotly() {
        return null;
    }

    @Override
    public Table table() {
        return Rows.of(title, tiles)
                .text("image", Tile::name)
                .text("first line", Tile::first)
                .text("second line", Tile::second)
                .table();
    }

    private String draw(Width width, boolean alone) {
        int across = width == Width.WIDE ? 6 : 3;
        double cell = width.pixels / (double) across;
        double size = cell * 0.62;
        double row = size + 3.6 * width.font;
        double top = alone ? 2.8 * width.font : 6;
        var view = new HashMap<String, Object>();
        view.put("figure", this);
        view.put("alone", alone);
        view.put("font", width.font);
        view.put("width", width.pixels);
        double lines = Math.ceil(tiles.size() / (double) across);
        view.put("height", Math.round(top + row * lines + 4));
        view.put("size", size);
        view.put("left", (cell - size) / 2);
        view.put("middle", cell / 2);
        view.put("small", 0.74 * width.font);
        view.put(
                "places",
                IntStream.range(0, tiles.size())
                        .mapToObj(
                                i ->
                                        new Place(
                                                (i % across) * cell,
                                                top + row * Math.floorDiv(i, across),
                                                base64(tiles.get(i).image()),
                                                tiles.get(i)))
                        .toList());
        return Templates.fill("chart/images.svg", view);
    }

    private static String base64(BufferedImage image) {
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }
}
