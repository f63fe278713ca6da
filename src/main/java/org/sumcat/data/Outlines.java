package org.sumcat.data;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.List;
import java.util.stream.Stream;

/**
 * Draws shapes in one material. Coordinates are pixels of a picture of 28x28, y downwards.
 *
 * @param cloth what {@link #fill} draws in
 */
record Outlines(Canvas canvas, Canvas.Cloth cloth) {
    private static final double MIDDLE = 14;

    void fill(Shape shape) {
        canvas.fill(shape, cloth);
    }

    /** Fills a shape in a lighter or darker tone of the material. */
    void shade(double factor, Shape shape) {
        canvas.fill(shape, (x, y) -> factor * cloth.at(x, y));
    }

    /** Fills a shape in one brightness, whatever the material; 0 cuts a hole. */
    void plain(double brightness, Shape shape) {
        canvas.fill(shape, (x, y) -> brightness);
    }

    static Point2D at(double x, double y) {
        return new Point2D.Double(x, y);
    }

    /** A shape with straight sides, from corner to corner. */
    static Path2D polygon(Point2D... corners) {
        var path = new Path2D.Double();
        path.moveTo(corners[0].getX(), corners[0].getY());
        for (var corner : List.of(corners).subList(1, corners.length)) {
            path.lineTo(corner.getX(), corner.getY());
        }
        path.closePath();
        return path;
    }

    /** A round shape: it touches every side between two corners in the middle, and cuts corners. */
    static Path2D smooth(Point2D... corners) {
        var path = new Path2D.Double();
        var start = middle(corners[corners.length - 1], corners[0]);
        path.moveTo(start.getX(), start.getY());
        for (int i = 0; i < corners.length; i++) {
            var next = middle(corners[i], corners[(i + 1) % corners.length]);
            path.quadTo(corners[i].getX(), corners[i].getY(), next.getX(), next.getY());
        }
        path.closePath();
        return path;
    }

    private static Point2D middle(Point2D a, Point2D b) {
        return at((a.getX() + b.getX()) / 2, (a.getY() + b.getY()) / 2);
    }

    /** A shape like its mirror image: corners of its right half, top down, x from the middle. */
    static Path2D symmetric(Point2D... half) {
        var corners = new Point2D[2 * half.length];
        for (int i = 0; i < half.length; i++) {
            corners[i] = beside(1, half[i]);
            corners[corners.length - 1 - i] = beside(-1, half[i]);
        }
        return polygon(corners);
    }

    /** A shape on the right and its mirror image on the left, x from the middle. */
    static Path2D pair(Point2D... right) {
        var pair = new Path2D.Double();
        for (int side : new int[] {-1, 1}) {
            var corners = Stream.of(right).map(corner -> beside(side, corner));
            pair.append(polygon(corners.toArray(Point2D[]::new)), false);
        }
        return pair;
    }

    private static Point2D beside(int side, Point2D corner) {
        return at(MIDDLE + side * corner.getX(), corner.getY());
    }

    static Path2D box(double x, double y, double width, double height) {
        return polygon(at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height));
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
        return polygon(
                at(x0 + dx, y0 + dy),
                at(x1 + dx, y1 + dy),
                at(x1 - dx, y1 - dy),
                at(x0 - dx, y0 - dy));
    }
}
