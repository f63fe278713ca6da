package org.sumcat.train;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.sumcat.device.Versions;
import org.sumcat.engine.Rules;
import org.sumcat.files.HashedJson;
import org.sumcat.network.NetworkSummary;
import org.sumcat.recipe.Recipe;

/** The identity of a run, by which equal runs are recognized. */
final class Identity {
    private Identity() {}

    /**
     * Hashes of everything that affects a result, except the model of the device, by the seed of
     * the run.
     */
    static LongFunction<String> bySeed(
            NetworkSummary network,
            Recipe recipe,
            String datasetSha256,
            String device,
            int threads,
            String precision,
            @Nullable List<String> rules,
            Map<String, String> versions) {
        boolean gpu = device.startsWith("gpu");
        var all = new TreeMap<String, Object>();
        all.put("network", network);
        all.put("recipe", recipe);
        all.put("datasetSha256", datasetSha256);
        all.put("device", gpu ? "gpu" : "cpu");
        all.put("threads", gpu ? 0 : threads); // a GPU adds up in its own order, whatever these are
        all.put("precision", precision);
        String rounding = Rules.rounding(rules);
        if (!rounding.equals("default")) { // of which older records say nothing
            all.put("rules", rounding);
        }
        all.put("versions", Versions.computing(versions));
        return HashedJson.hashes(all, "seed");
    }
}
