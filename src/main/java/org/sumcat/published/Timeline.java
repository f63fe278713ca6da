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
import org.sumcat.render.Format;
import org.sumcat.render.Raster;
import org.sumcat.render.Shown;
import org.sumcat.render.Templates;
import org.sumcat.zoo.Zoo;

/**
 * The network families by year.
 *
 * @param events by rising year
 */
public record Timeline(List<Event> events) implements Shown {

    /**
     * A family with its year, novelty and published error.
     *
     * @param fresh what it brought, in a few words
     * @param network the one whose errors are given; empty for none
     * @param errors in percent, by {@code imagenet_top1}, {@code imagenet_top5}, {@code cifar10}
     * @param source the paper
     * @param resultSource where the errors stand; empty for none
     */
    public record Event(
            int year,
            String family,
            String fresh,
            String network,
            Map<String, String> errors,
            String source,
            String resultSource) {
        public Event {
            errors = Map.copyOf(errors);
        }

        /** Published errors, {@code ImageNet 23.0 / 6.7%}: top-1 and top-5, as far as known. */
        public String result() {
            String cifar = errors.get("cifar10");
            if (cifar != null) {
                return "%s: CIFAR-10 %s%%".formatted(network, tenths(cifar));
            }
            String top1 = errors.get("imagenet_top1");
            String top5 = errors.get("imagenet_top5");
            return top1 == null
                    ? ""
                    : "%s: ImageNet %s%%%s"
                            .formatted(
                                    network,
                                    tenths(top1),
                                    top5 == null ? "" : ", top-5 " + tenths(top5) + "%");
        }

        private static String tenths(String percent) {
            return Format.fixed(Double.parseDouble(percent), 1);
        }
    }

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
            Event event,
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
            Event event = events.get(i);
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
