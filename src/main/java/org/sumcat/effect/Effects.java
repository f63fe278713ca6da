package org.sumcat.effect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumcat.ablation.FeatureReuse;
import org.sumcat.ablation.Redundancy;
import org.sumcat.efficiency.Bottleneck;
import org.sumcat.efficiency.Efficiency;
import org.sumcat.efficiency.Memory;
import org.sumcat.experiment.Effect;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.keys.Nearest;
import org.sumcat.keys.Spec;

/**
 * All effects by name: {@code connections}, or with settings, {@code
 * connections:networks=resnet-20+vgg-11}; omitted settings have their defaults.
 */
public final class Effects {
    private static final Map<String, EffectEntry<?>> ENTRIES =
            Stream.of(
                            Fusions.FORM,
                            Efficiency.FORM,
                            Information.FORM,
                            Connections.FORM,
                            GradientFlow.FORM,
                            Bottleneck.FORM,
                            FeatureReuse.FORM,
                            Redundancy.FORM,
                            Memory.FORM,
                            Breaks.FORM,
                            StatisticsEffect.FORM,
                            DropoutEffect.FORM,
                            Baselines.FORM)
                    .collect(
                            Collectors.toMap(
                                    entry -> entry.usual().name(),
                                    entry -> entry,
                                    (a, b) -> a,
                                    LinkedHashMap::new));

    private Effects() {}

    /**
     * Parses an effect's name and settings.
     *
     * @throws IllegalArgumentException for a name or key that does not exist (with the nearest ones
     *     that do) and for settings that the effect refuses
     */
    public static Effect named(String text) {
        Spec spec = Spec.parse(text.trim());
        EffectEntry<?> entry = ENTRIES.get(spec.name());
        if (entry == null) {
            throw new IllegalArgumentException(
                    "NAME must be an effect, but there is no '%s'%s (./sumcat effect lists all)"
                            .formatted(spec.name(), Nearest.to(spec.name(), ENTRIES.keySet())));
        }
        return entry.read(spec);
    }

    /** All effects, in the order in which they are listed. */
    public static List<EffectEntry<?>> all() {
        return List.copyOf(ENTRIES.values());
    }
}
