package org.sumcat.efficiency;

import java.util.List;
import org.sumcat.render.Rows;

/** Tables of costs and savings of DenseNets. */
final class PriceTables {
    private PriceTables() {}

    static Rows<Price> table(String title, Price plain, List<Price> prices) {
        return Rows.of(title, prices)
                .text("network", price -> price.network().family())
                .whole("growth k", price -> price.network().growth())
                .whole("bottleneck (k)", price -> price.network().bottleneck())
                .number("compression", 2, price -> price.network().compression())
                .whole("parameters", Price::parameters)
                .number("MACs (millions)", 1, price -> price.macs() / 1e6)
                .number("activations (KiB/image)", 0, price -> price.activationBytes() / 1024.0)
                .number("training (seconds)", 1, Price::seconds)
                .number("accuracy (%)", 1, price -> 100 * price.accuracy().mean())
                .number(
                        "against plain (points)",
                        1,
                        p -> 100 * (p.accuracy().mean() - plain.accuracy().mean()));
    }

    static Rows<Price> saved(Price plain, List<Price> grid) {
        return Rows.of("More or less than plain", grid)
                .text("network", price -> price.network().family())
                .whole("bottleneck (k)", price -> price.network().bottleneck())
                .number("compression", 2, price -> price.network().compression())
                .number("parameters (%)", 0, p -> p.percentMore(plain, Price::parameters))
                .number("MACs (%)", 0, p -> p.percentMore(plain, Price::macs))
                .number("activations (%)", 0, p -> p.percentMore(plain, Price::activationBytes))
                .number("seconds (%)", 0, p -> p.percentMore(plain, Price::seconds))
                .number(
                        "accuracy (points)",
                        1,
                        p -> 100 * (p.accuracy().mean() - plain.accuracy().mean()));
    }
}
