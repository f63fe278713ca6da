package org.sumcat.plot;

import static java.util.Comparator.comparingDouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.sumcat.axis.Dates;

/**
 * Puts right what Tablesaw 0.44.4 writes for plotly 1: numbers as strings, titles as strings where
 * plotly 3 wants objects and drops anything else in silence, switches as words, missing numbers as
 * the word {@code null}, bubbles of a million pixels.
 *
 * <p>What kind an axis is of is decided as plotly does, and then written down.
 */
final class FigureRepair {
    private static final double LARGEST = 64; // of bubbles, in pixels across
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Set<String> NUMBERS =
            Set.of("opacity", "dtick", "tick0", "nticks", "scaleratio");
    private static final Set<String> NOTHING =
            Set.of("nbinsx=0", "nbinsy=0", "autobinx=false", "autobiny=false", "histnorm=");
    private static final Map<String, String> MISSPELT =
            Map.of("showspike", "showspikes", "showExponent", "showexponent");

    private final List<ObjectNode> traces = new ArrayList<>();
    private final ObjectNode layout;

    private FigureRepair(ObjectNode root) {
        root.get("data").forEach(trace -> traces.add((ObjectNode) trace));
        layout = (ObjectNode) root.get("layout");
    }

    /** Changes a figure that {@link FigureReader} read. */
    static void repair(ObjectNode root) {
        var repair = new FigureRepair(root);
        repair.traces.forEach(FigureRepair::plain);
        plain(repair.layout);
        title(repair.layout);
        repair.axis("x");
        repair.axis("y");
        repair.sizes();
    }

    /** Numbers and switches that were written as words; settings that say nothing. */
    private static void plain(ObjectNode object) {
        for (var field : List.copyOf(object.properties())) {
            String key = field.getKey();
            JsonNode value = field.getValue();
            if (value instanceof ObjectNode inner) {
                plain(inner);
            } else if (MISSPELT.containsKey(key)) {
                object.remove(key);
                object.set(MISSPELT.get(key), value);
            } else if (NUMBERS.contains(key) && NUMBER.matcher(value.asText()).matches()) {
                object.put(key, Double.parseDouble(value.asText()));
            } else if (NOTHING.contains(key + "=" + value.asText())) {
                object.remove(key);
            } else if (Set.of("true", "false").contains(value.asText().toLowerCase(Locale.ROOT))
                    && !key.equals("name")) {
                object.put(key, value.asText().equalsIgnoreCase("true"));
            } else if (key.equals("z") || key.equals("size") || key.equals("color")) {
                object.set(key, numbers(value));
            }
        }
    }

    private static void title(ObjectNode object) {
        var title = object.remove("title");
        var font = object.remove("titlefont");
        if (title != null && !title.asText(" ").isEmpty()) {
            var made = object.putObject("title");
            if (title instanceof ObjectNode given) {
                made.setAll(given);
            } else {
                made.put("text", title.asText());
            }
            if (font != null) {
                made.set("font", font);
            }
        }
    }

    private void axis(String letter) {
        var axis = layout.withObjectProperty(letter + "axis");
        for (String name : List.of("axis", "axis2", "axis3", "axis4")) {
            if (layout.get(letter + name) instanceof ObjectNode each) {
                title(each);
                if (!each.has("dtick") && each.path("tickmode").asText().equals("linear")) {
                    each.remove("tickmode"); // Tablesaw's default, in plotly a tick for each 1
                }
            }
        }
        var own =
                traces.stream()
                        .filter(t -> t.path(letter + "axis").asText(letter).equals(letter))
                        .toList();
        String type = axis.path("type").asText();
        if (type.isEmpty() || type.equals("-")) {
            boolean grid = own.stream().anyMatch(t -> is(t, "heatmap"));
            boolean names = own.stream().anyMatch(t -> is(t, "box") && !t.has(letter));
            var seen = seen(own.stream().map(t -> t.path(letter)).toList());
            type = grid || (names && letter.equals("x")) ? "category" : type(seen);
            if (grid && seen.stream().allMatch(NUMBER.asMatchPredicate())) {
                // Cells have names. Tablesaw sorts numbers among them as words.
                var sorted = axis.put("categoryorder", "array").putArray("categoryarray");
                seen.stream().sorted(comparingDouble(Double::parseDouble)).forEach(sorted::add);
            }
            axis.put("type", type);
        }
        for (var trace : own) {
            if (trace.get(letter) instanceof ArrayNode values) {
                trace.set(letter, ofType(values, type));
            }
        }
    }

    private static boolean is(ObjectNode trace, String type) {
        return trace.path("type").asText().equals(type);
    }

    /** Each value once, but for those that are missing. */
    private static List<String> seen(List<JsonNode> columns) {
        return columns.stream()
                .flatMap(column -> StreamSupport.stream(column.spliterator(), false))
                .map(JsonNode::asText)
                .filter(value -> !value.equals("null") && !value.equals("NaN"))
                .distinct()
                .toList();
    }

    /**
     * Chooses the type of an axis like plotly's {@code axis_autotype}: each distinct value counts
     * once.
     */
    private static String type(List<String> seen) {
        long numbers = seen.stream().filter(v -> NUMBER.matcher(v).matches()).count();
        long dates = seen.stream().filter(v -> !Double.isNaN(Dates.millis(v))).count();
        if (dates > 2 * numbers) {
            return "date";
        }
        return seen.size() - numbers > 2 * numbers ? "category" : "linear";
    }

    private static JsonNode ofType(ArrayNode values, String type) {
        if (type.equals("linear") || type.equals("log")) {
            return numbers(values);
        }
        var words = FigureReader.JSON.createArrayNode();
        for (JsonNode value : values) {
            boolean none = value.isNull() || (type.equals("date") && value.asText().equals("null"));
            words.add(none ? null : value.asText());
        }
        return words;
    }

    /** Numbers of twelve digits, none where there is no number; colours stay what they are. */
    private static JsonNode numbers(JsonNode value) {
        String text = value.asText();
        if (value.isArray()) {
            var list = FigureReader.JSON.createArrayNode();
            value.forEach(each -> list.add(numbers(each)));
            return list;
        }
        if (NUMBER.matcher(text).matches()) {
            var digits = new BigDecimal(Double.parseDouble(text), new MathContext(12));
            return FigureReader.JSON.getNodeFactory().numberNode(digits.doubleValue());
        }
        boolean colour = text.matches("#.*|rgb.*|[a-z]{3,}") && !text.equals("null");
        return colour ? value : FigureReader.JSON.nullNode();
    }

    /** Sizes of data become sizes of a page; of one trace as of another. */
    private void sizes() {
        boolean several = traces.stream().anyMatch(t -> t.at("/marker/size").isArray());
        var markers = new ArrayList<ObjectNode>();
        double most = 0;
        for (var trace : traces) {
            var size = trace.at("/marker/size");
            if (trace.get("marker") instanceof ObjectNode marker && !size.isMissingNode()) {
                // Of a single bubble Tablesaw writes the size as that of a marker.
                boolean bubble = several || marker.has("sizemode") || size.asDouble() > LARGEST;
                if (size.isNumber() && trace.path("x").size() == 1 && bubble) {
                    marker.putArray("size").add(size);
                }
                for (JsonNode each : marker.get("size")) {
                    most = Math.max(most, each.asDouble());
                }
                markers.add(marker);
            }
        }
        for (var marker : markers) {
            boolean far = most > LARGEST || (most > 0 && most < LARGEST / 4);
            if (marker.get("size").isArray() && !marker.has("sizeref") && far) {
                boolean area = marker.path("sizemode").asText().equals("area");
                marker.put("sizeref", area ? 2 * most / (LARGEST * LARGEST) : most / LARGEST);
                marker.put("sizemin", 3);
            }
        }
    }
}
