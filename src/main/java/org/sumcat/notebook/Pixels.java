package org.sumcat.notebook;

import java.awt.image.RenderedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** A picture for a kernel's message: base64, and its display size. */
record Pixels(RenderedImage image) {
    /** The maximum width in CSS pixels; wider pictures are cut or shrunk by pages. */
    private static final int WIDEST = 800;

    /** A JPEG quality at which text in figures has no visible loss. */
    private static final float QUALITY = 0.92f;

    /** Reads a PNG encoded in base64. */
    static Pixels of(String png) {
        return of(Base64.getMimeDecoder().decode(png));
    }

    /** Reads the bytes of a PNG. */
    static Pixels of(byte[] png) {
        try {
            RenderedImage image = ImageIO.read(new ByteArrayInputStream(png));
            if (image == null) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "image/png must be a PNG in base64, but was something else of %,d bytes",
                                png.length));
            }
            return new Pixels(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail to be read, but files can lie
        }
    }

    /**
     * The display size as both width and height, so that a page reserves the space before the
     * picture arrives.
     *
     * @param dense how many pixels there are for one of a page
     */
    Map<String, Object> size(int dense) {
        double width = (double) image.getWidth() / dense;
        double shrunk = Math.min(1, WIDEST / width);
        return Map.of(
                "width",
                Math.round(width * shrunk),
                "height",
                Math.round(image.getHeight() * shrunk / dense));
    }

    String png() {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail to be written to
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    String jpeg() {
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(QUALITY);
        try (var to = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(to);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail to be written to
        } finally {
            writer.dispose();
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }
}
