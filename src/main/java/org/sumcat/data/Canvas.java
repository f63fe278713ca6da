package org.sumcat.data;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * A small grey picture that shapes are filled into, with soft edges. Java2D gives the shapes; the
 * filling is done here, in plain arithmetic, because what Java2D's own renderer makes of an edge
 * may change with the JDK, and the drawn set has to have the same bytes everywhere.
 */
final class Canvas {
    /** Brightness of a garment's material at a pixel: 0 is black, 1 is white. */
    @FunctionalInterface
    interface Cloth {
        double at(int x, int y);
    }

    /** Scan lines per row of pixels, for anti-aliasing. */
    private static final int LINES = 4;

    private static final double FLATNESS = 0.1;

    private final int size;
    private final AffineTransform pose;
    private final double[] light;

    /**
     * A black picture whose shapes are drawn with this transformation.
     *
     * @param pose where the garment stands and how it leans
     */
    Canvas(int size, AffineTransform pose) {
        this.size = size;
        this.pose = pose;
        this.light = new double[size * size];
    }

    /** The brightness of a pixel, 0 to 1. */
    double light(int index) {
        return light[index];
    }

    /** Fills a shape by the even-odd rule: overlapping parts become holes. */
    void fill(Shape shape, Cloth cloth) {
        double[][] edges = edges(shape);
        double top = size;
        double bottom = 0;
        for (double[] edge : edges) {
            top = Math.min(top, edge[1]);
            bottom = Math.max(bottom, edge[1]);
        }
        var covered = new double[size];
        var crossings = new double[edges.length];
        for (int y = (int) Math.max(0, top); y < Math.min(size, bottom); y++) {
            Arrays.fill(covered, 0);
            for (int line = 0; line < LINES; line++) {
                cover(covered, edges, crossings, y + (line + 0.5) / LINES);
            }
            blend(covered, y, cloth);
        }
    }

    private void blend(double[] covered, int y, Cloth cloth) {
        for (int x = 0; x < size; x++) {
            if (covered[x] > 0) {
                double share = covered[x] / LINES;
                int pixel = y * size + x;
                light[pixel] = (1 - share) * light[pixel] + share * cloth.at(x, y);
            }
        }
    }

    /** The outline as straight edges, each {@code x0, y0, x1, y1}. */
    private double[][] edges(Shape shape) {
        var edges = new ArrayList<double[]>();
        var to = new double[6];
        double x = 0;
        double y = 0;
        double startX = 0;
        double startY = 0;
        for (var path = shape.getPathIterator(pose, FLATNESS); !path.isDone(); path.next()) {
            switch (path.currentSegment(to)) {
                case PathIterator.SEG_MOVETO -> {
                    startX = to[0];
                    startY = to[1];
                }
                case PathIterator.SEG_LINETO -> edges.add(new double[] {x, y, to[0], to[1]});
                default -> { // SEG_CLOSE
                    edges.add(new double[] {x, y, startX, startY});
                    to[0] = startX;
                    to[1] = startY;
                }
            }
            x = to[0];
            y = to[1];
        }
        return edges.toArray(double[][]::new);
    }

    /** Adds the coverage of every pixel by a horizontal line at {@code y}. */
    private void cover(double[] covered, double[][] edges, double[] crossings, double y) {
        int count = 0;
        for (double[] e : edges) {
            if ((e[1] <= y) != (e[3] <= y)) {
                crossings[count++] = e[0] + (y - e[1]) * (e[2] - e[0]) / (e[3] - e[1]);
            }
        }
        Arrays.sort(crossings, 0, count);
        for (int i = 0; i + 1 < count; i += 2) {
            double from = Math.max(crossings[i], 0);
            double to = Math.min(crossings[i + 1], size);
            for (int x = (int) from; x < to; x++) {
                covered[x] += Math.min(to, x + 1) - Math.max(from, x);
            }
        }
    }
}
