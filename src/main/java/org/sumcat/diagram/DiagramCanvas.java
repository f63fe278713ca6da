package org.sumcat.diagram;

import java.util.ArrayList;
import java.util.List;
import org.sumcat.nn.Fusion;
import org.sumcat.render.Format;

/** The shapes of a diagram, in the order in which the template {@code blueprint.svg} draws them. */
public final class DiagramCanvas {

    /**
     * A line, or several drawn as one path.
     *
     * @param kind {@code wire}, {@code read} (of a dense block), {@code shortcut} or {@code head}
     * @param title its tooltip, or nothing
     */
    record Wire(Fusion join, String kind, String d, String gaps, String opacity, String title) {}

    /** A card for a layer or several. */
    record Card(
            Fusion join,
            String x,
            String y,
            String width,
            String height,
            String gaps,
            String title) {}

    /** A joint where branches are fused. */
    record Joint(
            boolean sum, String x, String y, String size, String left, String top, String height) {}

    /** A text; {@code kind} is ink, soft or strong. */
    record Note(String kind, String x, String y, String anchor, double size, String words) {}

    /** The number of channels at one place, as the height of a bar. */
    record Bar(Fusion join, String x, String y, String height, String title) {}

    /**
     * A place between two layers.
     *
     * @param end whether a stage ends here, so that its number must be written
     */
    record Edge(Fusion join, double x, List<Long> shape, boolean end) {
        long channels() {
            return shape.get(0);
        }
    }

    static final double FONT = 11;

    private final List<Wire> wires = new ArrayList<>();
    private final List<Card> frames = new ArrayList<>();
    private final List<Card> cards = new ArrayList<>();
    private final List<Joint> joints = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final List<Bar> bars = new ArrayList<>();
    private List<Edge> edges = new ArrayList<>();

    /** A generous estimate of the width of a text, the same on every machine. */
    public static double room(String words, double size) {
        return 0.56 * size * words.length();
    }

    void line(Fusion join, String d) {
        wires.add(new Wire(join, "wire", d, "none", "1", ""));
    }

    void wire(Fusion join, String kind, String d, String gaps, double opacity, String title) {
        wires.add(new Wire(join, kind, d, gaps, Format.fixed(opacity, 2), title));
    }

    void card(
            Fusion join,
            double x,
            double y,
            double width,
            double height,
            boolean dashed,
            String title) {
        cards.add(rectangle(join, x, y, width, height, dashed, title));
    }

    /** Adds a frame behind everything else. */
    void frame(double x, double y, double width, double height, String title) {
        frames.add(rectangle(Fusion.NONE, x, y, width, height, true, title));
    }

    private static Card rectangle(
            Fusion join,
            double x,
            double y,
            double width,
            double height,
            boolean dashed,
            String title) {
        return new Card(join, px(x), px(y), px(width), px(height), dashed ? "3 2" : "none", title);
    }

    void joint(boolean sum, double x, double y, double size) {
        double reach = sum ? 0.6 * size : size;
        joints.add(
                new Joint(
                        sum, px(x), px(y), px(size), px(x - reach), px(y - reach), px(2 * reach)));
    }

    void note(String kind, double x, double y, String anchor, double size, String words) {
        notes.add(new Note(kind, px(x), px(y), anchor, size, words));
    }

    void bar(Fusion join, double x, double y, double height, String title) {
        bars.add(new Bar(join, px(x), px(y), px(height), title));
    }

    /** Records a place between two layers; the page writes the numbers below the row. */
    void edge(Fusion join, double x, List<Long> shape, boolean end) {
        edges.add(new Edge(join, x, shape, end));
    }

    /** Returns and forgets the places of the row drawn last. */
    List<Edge> takeEdges() {
        var taken = edges;
        edges = new ArrayList<>();
        return taken;
    }

    /** The lines that join layers. */
    public List<Wire> wires() {
        return List.copyOf(wires);
    }

    /** The frames around several layers. */
    public List<Card> frames() {
        return List.copyOf(frames);
    }

    /** The cards of layers, back to front. */
    public List<Card> cards() {
        return List.copyOf(cards);
    }

    /** The joints where branches are fused. */
    public List<Joint> joints() {
        return List.copyOf(joints);
    }

    /** The texts of the diagram. */
    public List<Note> notes() {
        return List.copyOf(notes);
    }

    /** The bars for numbers of channels. */
    public List<Bar> bars() {
        return List.copyOf(bars);
    }

    /** A length in pixels, with as many digits as are visible. */
    public static String px(double value) {
        String text = Format.fixed(value, 1);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
