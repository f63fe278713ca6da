package org.sumcat.render;

import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Conversion of SVG to pixels, for programs that cannot show SVG. */
public final class Raster {
    /**
     * Limits for our own pictures: a heat map of a deep network has more shapes than an untrusted
     * file may have.
     */
    private static final LoaderContext OURS =
            LoaderContext.builder()
                    .documentLimits(
                            new DocumentLimits(
                                    DocumentLimits.DEFAULT_MAX_NESTING_DEPTH,
                                    DocumentLimits.DEFAULT_MAX_USE_NESTING_DEPTH,
                                    200_000))
                    .build();

    private Raster() {}

    /** Renders a picture as PNG, {@code zoom} pixels for each of its own; needs no screen. */
    public static byte[] png(String svg, int zoom) {
        var in = new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8));
        var document = Objects.requireNonNull(new SVGLoader().load(in, null, OURS));
        int width = Math.round(document.size().width * zoom);
        int height = Math.round(document.size().height * zoom);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        document.renderWithPlatform(
                NullPlatformSupport.INSTANCE, graphics, new ViewBox(width, height));
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toByteArray();
    }
}
