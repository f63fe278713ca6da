package org.sumcat.baseline;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.oracle.labs.mlrg.olcut.config.json.JsonProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DateTimeProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.train.Run;
import org.sumcat.train.Training;
import org.tribuo.Tribuo;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.EnsembleModelProvenance;
import org.tribuo.provenance.EvaluationProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * The provenance of a network's {@link Evaluation} in Tribuo's own format, for its tools: an {@code
 * EvaluationProvenance} of an ensemble whose members are the runs, since the counts are those of
 * all seeds together. The recipe stands in the place of a trainer's settings; the rest of a record
 * is among the instance values of its member.
 *
 * <p>It is made of the records alone, so the same runs give the same text. Tribuo reads it back
 * with {@code JsonProvenanceSerialization.deserializeFromString} and {@code
 * ProvenanceUtil.unmarshalProvenance}.
 */
public final class TribuoProvenance {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PIXELS = 28 * 28; // of the data; a recipe may resize them
    private static final String VERSION = "tribuo-version"; // of the one that evaluates

    private TribuoProvenance() {}

    /**
     * The provenance as a JSON document.
     *
     * @param spec the network
     * @param runs of it, by one recipe, at least one
     * @return JSON; nothing where a run has no counts to evaluate, for it diverged or its record is
     *     from before they were kept, or has no times for that reason
     */
    public static Optional<String> json(String spec, List<Run> runs) {
        if (!runs.stream().allMatch(TribuoProvenance::isWhole)) {
            return Optional.empty();
        }
        var members = runs.stream().map(run -> new ModelProvenance(model(spec, run))).toList();
        Run last = runs.get(runs.size() - 1);
        var ensemble = model(spec, last);
        ensemble.put("member-provenance", new ListProvenance<>(members));
        ensemble.put("instance-values", new MapProvenance<>());
        var evaluation =
                new EvaluationProvenance(
                        new EnsembleModelProvenance(ensemble),
                        data(last, "test images", last.testImages()));
        var marshalled = ProvenanceUtil.marshalProvenance(evaluation);
        String text = new JsonProvenanceSerialization(true).serializeToString(marshalled);
        return Optional.of(text.lines().collect(joining("\n", "", "\n"))); // on every system
    }

    private static boolean isWhole(Run run) {
        return run.confusion() != null && run.started() != null && run.ended() != null;
    }

    private static Map<String, Provenance> model(String spec, Run run) {
        return fields(
                Map.of(
                        ObjectProvenance.CLASS_NAME,
                        "ai.djl.Model",
                        "dataset",
                        data(run, "training images in use", run.trainImages()),
                        "trainer",
                        recipe(run),
                        "trained-at",
                        time(run.ended()),
                        "instance-values",
                        new MapProvenance<>(record(spec, run)),
                        "java-version",
                        run.versions().getOrDefault("java", "unknown"),
                        "os-name",
                        run.versions().getOrDefault("os", "unknown"),
                        VERSION,
                        Tribuo.VERSION));
    }

    private static Map<String, Provenance> record(String spec, Run run) {
        var values = new HashMap<String, Object>(run.versions());
        values.putAll(
                Map.of(
                        "network", spec,
                        "seed", run.seed(),
                        "device", run.device(),
                        "threads", run.threads(),
                        "precision", run.precision(),
                        "commit", run.commit(),
                        "started-at", time(run.started()),
                        "identity", run.identity()));
        values.put("weights", new HashProvenance(HashType.SHA256, "weights", run.weightsSha256()));
        return fields(values);
    }

    private static DatasetProvenance data(Run run, String part, int images) {
        String description =
                "%s, %s; SHA-256 of the whole set %s"
                        .formatted(run.dataset(), part, run.datasetSha256());
        return new DatasetProvenance(
                fields(
                        Map.of(
                                ObjectProvenance.CLASS_NAME,
                                Dataset.class.getName(),
                                "datasource",
                                new SimpleDataSourceProvenance(
                                        description, time(run.started()), new LabelFactory()),
                                "transformations",
                                new ListProvenance<>(),
                                "is-dense",
                                true,
                                "is-sequence",
                                false,
                                "num-examples",
                                images,
                                "num-features",
                                PIXELS,
                                "num-outputs",
                                requireNonNull(run.confusion()).counts().size(),
                                VERSION,
                                Tribuo.VERSION)));
    }

    private static TrainerProvenanceImpl recipe(Run run) {
        var fields = new HashMap<String, Object>();
        fields.putAll(JSON.convertValue(run.recipe(), new TypeReference<Map<String, Object>>() {}));
        fields.put(ObjectProvenance.CLASS_NAME, Training.class.getName());
        fields.put("host-short-name", "Trainer");
        fields.put("train-invocation-count", 0);
        fields.put("is-sequence", false);
        fields.put(VERSION, Tribuo.VERSION);
        return new TrainerProvenanceImpl(fields(fields));
    }

    private static OffsetDateTime time(@Nullable String iso8601) {
        return OffsetDateTime.parse(requireNonNull(iso8601));
    }

    /**
     * Provenance fields by name, as Tribuo keeps them; values that are provenance already stay as
     * they are.
     */
    private static Map<String, Provenance> fields(Map<String, ?> values) {
        var fields = new TreeMap<String, Provenance>();
        values.forEach((name, value) -> fields.put(name, field(name, value)));
        return fields;
    }

    private static Provenance field(String name, Object value) {
        if (value instanceof Provenance provenance) {
            return provenance;
        } else if (value instanceof Integer number) {
            return new IntProvenance(name, number);
        } else if (value instanceof Long number) {
            return new LongProvenance(name, number);
        } else if (value instanceof Number number) {
            return new DoubleProvenance(name, Double.parseDouble(number.toString()));
        } else if (value instanceof Boolean truth) {
            return new BooleanProvenance(name, truth);
        } else if (value instanceof OffsetDateTime time) {
            return new DateTimeProvenance(name, time);
        }
        return new StringProvenance(name, value.toString());
    }
}
