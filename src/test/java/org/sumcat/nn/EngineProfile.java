package org.sumcat.nn;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which operators the engine ran, and how often, as its own profiler tells. */
public final class EngineProfile {
    private final Map<String, Integer> counts = new TreeMap<>();

    private EngineProfile() {}

    /** Of what is done in this thread, and in those in which the engine walks back. */
    public static EngineProfile of(Runnable work) {
        Engine.getInstance();
        try {
            Path file = Files.createTempFile("profile", ".json");
            try {
                JniUtils.startProfile(false, false, false);
                try {
                    work.run();
                } finally {
                    JniUtils.stopProfile(file.toString());
                }
                return read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EngineProfile read(Path file) throws IOException {
        var profile = new EngineProfile();
        for (JsonNode event : new ObjectMapper().readTree(file.toFile())) {
            if (event.path("ph").asText().equals("X")) {
                profile.counts.merge(event.path("name").asText(), 1, Integer::sum);
            }
        }
        return profile;
    }

    /** How often an operator ran. */
    public int count(String operator) {
        return counts.getOrDefault(operator, 0);
    }

    /** Those of them that ran. */
    public List<String> ran(List<String> operators) {
        return operators.stream().filter(counts::containsKey).toList();
    }

    @Override
    public String toString() {
        return new TreeSet<>(counts.keySet()).toString();
    }
}
