package org.sumcat.ipynb;

import java.util.Map;
import java.util.TreeMap;

/**
 * The origin of one notebook's outputs.
 *
 * @param sourceSha256 of the cells that ran, {@link NotebookFile#sourceSha256()}
 * @param outputsSha256 of what is saved, {@link NotebookFile#outputsSha256()}
 * @param profile {@code quick} or {@code full}
 * @param seconds that the whole notebook took
 */
public record ManifestEntry(
        String sourceSha256,
        String outputsSha256,
        String profile,
        String kernel,
        String device,
        int threads,
        String dataset,
        String datasetSha256,
        Map<String, String> versions,
        String commit,
        long seconds) {
    public ManifestEntry {
        versions = new TreeMap<>(versions);
    }
}
