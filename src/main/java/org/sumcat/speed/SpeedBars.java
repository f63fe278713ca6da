package org.sumcat.speed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sumcat.diagram.DiagramCanvas;
import org.sumcat.render.Templates;
import org.sumcat.speed.Speeds.Speed;

/** Layout of speeds as bars, a panel for each device; the template {@code speeds.svg} draws it. */
final class SpeedBars {

    /** Colours without relation to a fusion; bfloat16 is paler. */
    enum Paint {
        USUAL("#a3abb8", "#6b7280"),
        TORCH("#b87d00", "#e69f00"),
        OURS("#00795a", "#2fc49c");

        private final String colour;
        private final String night;

        Paint(String colour, String night) {
            this.colour = colour;
            this.night = night;
        }

        static Paint of(Rival rival) {
            return switch (rival) {
                case USUAL -> USUAL;
                case TORCH, TORCH_BFLOAT16 -> TORCH;
                case OURS, OURS_BFLOAT16 -> OURS;
            };
        }

        /** The CSS class of this colour. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String colour() {
            return colour;
        }

        public String night() {
            return night;
        }
    }

    /** A bar with text at its end, or a sample of one in the legend. */
    record SpeedBar(
            Paint paint,
            boolean pale,
            String x,
            String y,
            String width,
            String end,
            String words,
            String tip) {}

    /** A device's panel: the start of its bars, and the position of the reference speed. */
    record Panel(String device, String squeeze, String x, String one) {}

    /** The label of a workload beside its bars. */
    record WorkloadLabel(String y, String network, String setting) {}

    private static final int LEFT = 150;
    private static final int RIGHT = 880;
    private static final int TOP = 150;
    private static final int BAR = 13;
    private static final int GROUP = BAR * Rival.values().length + 14;
    private static final int HEAD = 13; // the size of its name
    private static final int ROOM = 34; // for the number behind the longest bar

    private final Speeds speeds;
    private final List<String> devices;
    private final List<String> workloads;

    SpeedBars(Speeds speeds) {
        this.speeds = speeds;
        this.devices = speeds.devices();
        this.workloads = speeds.workloads();
    }

    String svg(boolean night) {
        double room = (double) (RIGHT - LEFT) / Math.max(1, devices.size());
        double unit = (room - ROOM) / longest();
        var panels = new ArrayList<Panel>();
        var bars = new ArrayList<SpeedBar>();
        for (int d = 0; d < devices.size(); d++) {
            double x = LEFT + d * room;
            panels.add(panel(devices.get(d), room, x, unit));
            for (int w = 0; w < workloads.size(); w++) {
                double y = TOP + w * GROUP;
                for (Rival rival : Rival.values()) {
                    bar(devices.get(d), workloads.get(w), rival, x, y, unit).ifPresent(bars::add);
                    y += BAR;
                }
            }
        }
        var view = new HashMap<String, Object>();
        view.put("night", night);
        view.put("text", speeds.text());
        view.put("paints", Paint.values());
        view.put("legend", legend());
        view.put("panels", panels);
        view.put("bars", bars);
        view.put("labels", labels());
        view.put("top", TOP - 6);
        view.put("bottom", TOP + GROUP * workloads.size() - 8);
        view.put("height", TOP + GROUP * workloads.size() + 10);
        return Templates.fill("speed/speeds.svg", view);
    }

    /** A panel whose device name is squeezed to fit. */
    private static Panel panel(String device, double room, double x, double unit) {
        double most = room - 16;
        String squeeze = DiagramCanvas.room(device, HEAD) > most ? DiagramCanvas.px(most) : "";
        return new Panel(device, squeeze, DiagramCanvas.px(x), DiagramCanvas.px(x + unit));
    }

    private double longest() {
        return devices.stream()
                .flatMap(device -> workloads.stream().flatMap(w -> lengths(device, w)))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
    }

    private Stream<Double> lengths(String device, String workload) {
        return Stream.of(Rival.values())
                .flatMap(rival -> speeds.timesTheUsual(device, workload, rival).stream());
    }

    private Optional<SpeedBar> bar(
            String device, String workload, Rival rival, double x, double y, double unit) {
        return speeds.find(device, workload, rival)
                .flatMap(
                        speed ->
                                speeds.timesTheUsual(device, workload, rival)
                                        .map(times -> bar(speed, times, rival, x, y, unit)));
    }

    private static SpeedBar bar(
            Speed speed, double times, Rival rival, double x, double y, double unit) {
        return new SpeedBar(
                Paint.of(rival),
                rival.bfloat16,
                DiagramCanvas.px(x),
                DiagramCanvas.px(y),
                DiagramCanvas.px(times * unit),
                DiagramCanvas.px(x + times * unit + 4),
                Speeds.times(times),
                speed.peer() + ": " + Speeds.images(speed) + " images/s");
    }

    private static List<SpeedBar> legend() {
        var entries = new ArrayList<SpeedBar>();
        double x = 24;
        for (Rival rival : Rival.values()) {
            entries.add(
                    new SpeedBar(
                            Paint.of(rival),
                            rival.bfloat16,
                            DiagramCanvas.px(x),
                            "80",
                            "18",
                            DiagramCanvas.px(x + 24),
                            rival.words,
                            ""));
            x += 50 + DiagramCanvas.room(rival.words, 13);
        }
        return entries;
    }

    private List<WorkloadLabel> labels() {
        var labels = new ArrayList<WorkloadLabel>();
        for (int w = 0; w < workloads.size(); w++) {
            var parts = workloads.get(w).split(", ", 2);
            double middle = TOP + w * GROUP + BAR * Rival.values().length / 2.0;
            labels.add(
                    new WorkloadLabel(
                            DiagramCanvas.px(middle), parts[0], parts.length > 1 ? parts[1] : ""));
        }
        return labels;
    }
}
