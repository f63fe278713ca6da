package org.sumcat.data;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/**
 * Draws in one cloth. Coordinates are pixels of a picture of 28x28, y downwards.
 *
 * @param cloth what {@link #fill} draws in
 */
record Pen(Canvas canvas, Canvas.Cloth cloth) {
    private static final double MIDDLE = 14;

    void fill(Shape shape) {
        canvas.fill(shape, cloth);
    }

    /** In a lighter or darker tone of the cloth. */
    void shade(double factor, Shape shape) {
        canvas.fill(shape, (x, y) -> factor * cloth.at(x, y));
    }

    /** In one brightness, whatever the cloth; 0 cuts a hole. */
    void plain(double brightness, Shape shape) {
        canvas.fill(shape, (x, y) -> brightness);
    }

    /** A shape with straight sides, from corner to corner: {@code x, y, x, y...}. */
    static Path2D polygon(double... corners) {
        var path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }

    /** A round shape: it touches every side between two corners in the middle, and cuts corners. */
    static Path2D smooth(double... corners) {
        int n = corners.length;
        var path = new Path2D.Double();
        path.moveTo((corners[n - 2] + corners[0]) / 2, (corners[n - 1] + corners[1]) / 2);
        for (int i = 0; i < n; i += 2) {
            double nextX = corners[(i + 2) % n];
            double nextY = corners[(i + 3) % n];
            path.quadTo(
                    corners[i],
                    corners[i + 1],
                    (corners[i] + nextX) / 2,
                    (corners[i + 1] + nextY) / 2);
        }
        path.closePath();
        return path;
    }

    /** A shape like its mirror image: corners of its right half, x from the middle, top down. */
    static Path2D symmetric(double... half) {
        var corners = new double[2 * half.length];
        for (int i = 0; i < half.length; i += 2) {
            int opposite = corners.length - 2 - i;
            corners[i] = MIDDLE + half[i];
            corners[opposite] = MIDDLE - half[i];
            corners[i + 1] = half[i + 1];
            corners[opposite + 1] = half[i + 1];
        }
        return polygon(corners);
    }

    /** A shape on the right and its mirror image on the left, x from the middle. */
    static Path2D pair(double... right) {
        var pair = new Path2D.Double();
        for (int side = -1; side <= 1; side += 2) {
            var corners = right.clone();
            for (int i = 0; i < corners.length; i += 2) {
                corners[i] = MIDDLE + side * corners[i];
            }
            pair.append(polygon(corners), false);
        }
        return pair;
    }

    static Path2D box(double x, double y, double width, double height) {
        return polygon(x, y, x + width, y, x + width, y + height, x, y + height);
    }

    static Shape ellipse(double middleX, double middleY, double radiusX, double radiusY) {
        return new Ellipse2D.Double(middleX - radiusX, middleY - radiusY, 2 * radiusX, 2 * radiusY);
    }

    static Path2D ring(double x, double y, double radiusX, double radiusY, double thickness) {
        var ring = new Path2D.Double(ellipse(x, y, radiusX, radiusY));
        ring.append(ellipse(x, y, radiusX - thickness, radiusY - thickness), false);
        return ring;
    }

    /** A straight strap from one point to another. */
    static Path2D strap(double x0, double y0, double x1, double y1, double width) {
        double length = Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
        double dx = (y1 - y0) / length * width / 2;
        double dy = (x0 - x1) / length * width / 2;
        return polygon(x0 + dx, y0 + dy, x1 + dx, y1 + dy, x1 - dx, y1 - dy, x0 - dx, y0 - dy);
    }
}
