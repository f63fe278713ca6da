package org.sumcat.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.sumcat.palette.ColourGradient;
import org.sumcat.palette.ColourGradient.Stop;
import org.sumcat.palette.ColourScale;

/** Reads the colours of a heat map from its trace. */
final class TraceColours {
    private TraceColours() {}

    /** Reads the scale of a heat map trace; its values decide what it leaves open. */
    static ColourScale scale(PlotTrace trace, List<List<Double>> values) {
        boolean whole =
                values.stream().flatMap(List::stream).allMatch(v -> Double.isNaN(v) || v % 1 == 0);
        String format = trace.json().path("zhoverformat").asText();
        boolean given = format.matches("\\.\\df");
        var over =
                ColourScale.over(
                        trace.text("/colorbar/title/text"),
                        given ? format.charAt(1) - '0' : whole ? 0 : 2,
                        values);
        double low = trace.number("/zmin", over.low());
        return new ColourScale(
                over.measure(),
                over.decimals(),
                low,
                Math.max(trace.number("/zmax", over.high()), low + 1e-9),
                gradient(trace));
    }

    /** Plotly's list of places and colours; viridis where it is another. */
    private static ColourGradient gradient(PlotTrace trace) {
        boolean turned = trace.json().path("reversescale").asBoolean();
        if (!isList(trace)) {
            return turned ? ColourGradient.VIRIDIS : ColourGradient.VIRIDIS.reversed();
        }
        var given =
                new ColourGradient(
                        stops(trace)
                                .map(
                                        stop ->
                                                new Stop(
                                                        stop.path(0).asDouble(),
                                                        Color.decode(stop.path(1).asText())))
                                .toList());
        return turned ? given.reversed() : given;
    }

    /** Whether the colours of a scale are given by places and colours, as {@code #rrggbb}. */
    static boolean isList(PlotTrace trace) {
        return trace.json().path("colorscale").isArray()
                && stops(trace).allMatch(s -> s.path(1).asText().matches("#[0-9a-fA-F]{6}"));
    }

    private static Stream<JsonNode> stops(PlotTrace trace) {
        return StreamSupport.stream(trace.json().path("colorscale").spliterator(), false);
    }
}
