package org.sumcat.published;

import java.util.Map;
import org.sumcat.render.Format;

/**
 * A family with its year, novelty and published error.
 *
 * @param fresh what it brought, in a few words
 * @param network the one whose errors are given; empty for none
 * @param errors in percent, by {@code imagenet_top1}, {@code imagenet_top5}, {@code cifar10}
 * @param source the paper
 * @param resultSource where the errors stand; empty for none
 */
public record TimelineEvent(
        int year,
        String family,
        String fresh,
        String network,
        Map<String, String> errors,
        String source,
        String resultSource) {
    public TimelineEvent {
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
