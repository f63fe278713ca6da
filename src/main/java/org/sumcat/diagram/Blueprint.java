package org.sumcat.diagram;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.nn.NetworkGraph;
import org.sumcat.render.Raster;
import org.sumcat.render.Shown;
import org.sumcat.render.Templates;

/**
 * A network drawn from its block tree: layers as cards, shortcuts and dense connections as arcs,
 * fusions marked as sum or concat, and the number of channels from stage to stage.
 *
 * @param anatomy the counts of the network
 * @param graph its layers, for the same input
 */
public record Blueprint(NetworkSummary anatomy, NetworkGraph graph) implements Shown {

    /** Draws a network for its default input and ten classes. */
    public static Blueprint of(Network network) {
        return new Blueprint(NetworkSummary.of(network), network.graph());
    }

    /** The picture: plain SVG 1.1 that needs nothing else, for light and dark pages. */
    public String svg() {
        return draw(true);
    }

    /** The picture on a light background as PNG, twice the pixels of {@link #svg()}. */
    public byte[] png() {
        return Raster.png(draw(false), 2);
    }

    private String draw(boolean night) {
        var view = DiagramPage.view(this);
        view.put("night", night);
        return Templates.fill("diagram/blueprint.svg", view);
    }

    @Override
    public Map<String, String> mimeBundle() {
        var bundle = new LinkedHashMap<String, String>();
        bundle.put("text/plain", text());
        bundle.put("image/svg+xml", svg());
        bundle.put("image/png", Base64.getEncoder().encodeToString(png()));
        return bundle;
    }

    /** A text alternative that describes the picture. */
    String text() {
        return "%s for images of %s: "
                        .formatted(anatomy.spec(), anatomy.input().replace("x", " x "))
                + anatomy.stages().stream()
                        .map(stage -> stage.name() + " " + stage.shape())
                        .collect(Collectors.joining(", "))
                + ".";
    }
}
