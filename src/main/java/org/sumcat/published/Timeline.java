package org.sumcat.published;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sumcat.diagram.DiagramCanvas;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Hue;
import org.sumcat.render.Raster;
import org.sumcat.render.Shown;
import org.sumcat.render.Templates;
import org.sumcat.zoo.Zoo;

/**
 * The network families by year.
 *
 * @param events by rising year
 */
public record Timeline(List<TimelineEvent> events) implements Shown {

    /**
     * An event with its position in the picture.
     *
     * @param year in digits, or nothing where the event above has the same
     * @param gap whether years were left out before it
     */
    record TimelineRow(
            String y,
            String year,
            boolean gap,
            String key,
            String colour,
            TimelineEvent event,
            String bar) {}

    private static final int TOP = 96;
    private static final int STEP = 50;

    public Timeline {
        events = List.copyOf(events);
    }

    /** The picture: plain SVG 1.1, for light and dark pages. */
    public String svg() {
        return draw(true);
    }

    /** The picture on a light background as PNG, twice the pixels of {@link #svg()}. */
    public byte[] png() {
        return Raster.png(draw(false), 2);
    }

    @Override
    public Map<String, String> mimeBundle() {
        var bundle = new LinkedHashMap<String, String>();
        bundle.put("text/plain", text());
        bundle.put("image/svg+xml", svg());
        bundle.put("image/png", Base64.getEncoder().encodeToString(png()));
        return bundle;
    }

    private String text() {
        return events.stream()
                .map(e -> "%s %s: %s".formatted(e.year(), e.family(), e.fresh()))
                .collect(Collectors.joining("\n"));
    }

    private String draw(boolean night) {
        var lines = new ArrayList<TimelineRow>();
        for (int i = 0; i < events.size(); i++) {
            TimelineEvent event = events.get(i);
            boolean again = i > 0 && events.get(i - 1).year() == event.year();
            var join = Zoo.fusion(event.family()).orElse(Fusion.OTHER);
            String top1 = event.errors().getOrDefault("imagenet_top1", "0");
            lines.add(
                    new TimelineRow(
                            String.valueOf(TOP + i * STEP),
                            again ? "" : String.valueOf(event.year()),
                            i > 0 && event.year() - events.get(i - 1).year() > 1,
                            join.key(),
                            Hue.of(join).colour(),
                            event,
                            DiagramCanvas.px(5 * Double.parseDouble(top1))));
        }
        var view = new HashMap<String, Object>();
        view.put("night", night);
        view.put("joins", Hue.all());
        view.put("lines", lines);
        view.put("text", text());
        view.put("height", TOP + STEP * events.size() + 4);
        view.put("bottom", TOP + STEP * (events.size() - 1));
        return Templates.fill("report/timeline.svg", view);
    }
}
