package org.sumcat.chart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.plot.Width;
import org.sumcat.render.Rows;
import org.sumcat.render.Templates;
import tech.tablesaw.api.Table;

/**
 * Images side by side, each with lines below it. There is nothing to move in it, so it has no
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
     * @param lines below it, from the top
     */
    public record Tile(BufferedImage image, String name, List<String> lines) {
        public Tile {
            lines = List.copyOf(lines);
        }

        /** Creates a tile with two lines below the image. */
        public Tile(BufferedImage image, String name, String first, String second) {
            this(image, name, List.of(first, second));
        }

        private String line(int number) {
            return number < lines.size() ? lines.get(number) : "";
        }
    }

    private static final List<String> LINES =
            List.of("first line", "second line", "third line", "fourth line");

    /** A tile as the template draws it. */
    record TilePosition(double x, double y, String data, Tile tile) {}

    public ImageGrid {
        tiles = List.copyOf(tiles);
        if (tiles.stream().anyMatch(tile -> tile.lines().size() > LINES.size())) {
            throw new IllegalArgumentException(
                    "an image may have %s lines, but in \"%s\" one has more; leave some out"
                            .formatted(LINES.size(), title));
        }
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
        var rows = Rows.of(title, tiles).text("image", Tile::name);
        for (int i = 0; i < lines(); i++) {
            int line = i;
            rows.text(LINES.get(line), tile -> tile.line(line));
        }
        return rows.table();
    }

    private int lines() {
        return tiles.stream().mapToInt(tile -> tile.lines().size()).max().orElseThrow();
    }

    private String draw(Width width, boolean alone) {
        int across = width == Width.WIDE ? 6 : 3;
        double cell = width.pixels / (double) across;
        double size = cell * 0.62;
        double row = size + (1.68 + 0.96 * lines()) * width.font;
        double top = width.head(alone);
        var places = new ArrayList<TilePosition>();
        for (Tile tile : tiles) {
            int i = places.size();
            double y = top + row * Math.floorDiv(i, across);
            places.add(new TilePosition(i % across * cell, y, base64(tile.image()), tile));
        }
        var view = width.frame(title, text, alone);
        double rows = Math.ceil(tiles.size() / (double) across);
        view.put("height", Math.round(top + row * rows + 4));
        view.put("size", size);
        view.put("left", (cell - size) / 2);
        view.put("middle", cell / 2);
        view.put("small", 0.74 * width.font);
        view.put("places", places);
        return Templates.fill("chart/images.svg", view);
    }

    /**
     * Not compressed: not every system does that alike, and the same images give the same bytes.
     */
    private static String base64(BufferedImage image) {
        var png = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(1);
        try (var out = new MemoryCacheImageOutputStream(png)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        } finally {
            writer.dispose();
        }
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }
}
