package org.sumcat.keys;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds the existing word that is nearest to a misspelt one. */
public final class Nearest {
    private static final double LIKE = 0.75;

    /** Names in PyTorch, Keras, d2l and papers of things that have another name here. */
    private static final Map<String, String> ELSEWHERE = new LinkedHashMap<>();

    static {
        called("rate", "lr", "learning rate", "base lr", "eta", "alpha", "initial lr");
        called("batch", "batch size", "bs", "minibatch", "mini batch size", "train batch size");
        called("epochs", "epoch", "num epochs", "n epochs", "nb epoch", "max epochs");
        called("weightDecay", "wd", "decay", "l2", "l2 penalty", "l2 reg", "regularization");
        called("schedule", "lr scheduler", "scheduler", "lr schedule", "sched", "lr policy");
        called("optimizer", "optim", "opt", "solver", "optimiser");
        called("clip", "clip norm", "grad clip", "clip grad norm", "max grad norm", "clipnorm");
        called("smoothing", "label smoothing");
        called("start", "init", "initializer", "weight init", "kernel initializer");
        called("flip", "hflip", "horizontal flip", "random horizontal flip", "augment");
        called("side", "image size", "img size", "input size", "size", "resize", "resolution");
        called("images", "n train", "num samples", "train size", "subset", "limit");
        called("validation", "val", "val size", "validation split", "val split", "holdout");
        called("momentum", "beta", "mu");
        called("nesterov", "use nesterov");
        called("seeds", "seed", "random seed", "random state");
        called("threads", "num threads", "n jobs", "cpus");
        called("jobs", "num workers", "workers", "parallel");
        called("device", "gpu", "cuda", "accelerator");
        called("precision", "amp", "fp16", "bf16", "mixed precision");
        called("data", "data dir", "data root", "root", "data path", "dataset dir");
        called("out", "output", "output dir", "out dir", "save dir", "log dir", "dest");
        called("classes", "num classes", "n classes");
        called("growth", "growth rate", "k");
        called("blocks", "block config", "layers per block", "num blocks");
        called("bottleneck", "bn size");
        called("dropout", "drop rate", "drop", "p");
        called("initial", "num init features", "init features");
        called("compression", "theta", "reduction");
        called("memory", "memory efficient", "checkpoint");
        called("norm", "batch norm", "bn");
        called("depth", "layers", "num layers", "n layers");
        called("width", "channels", "filters", "planes", "num filters");
    }

    private static void called(String ours, String... elsewhere) {
        for (String word : elsewhere) {
            ELSEWHERE.put(plain(word), ours);
        }
    }

    private Nearest() {}

    /** {@code "; did you mean ...?"} with up to three of the known words, or nothing. */
    public static String to(String word, Collection<String> known) {
        Optional<String> ours = ours(word, known);
        if (ours.isPresent()) {
            return "; did you mean %s?".formatted(ours.get());
        }
        var likeness = new JaroWinklerSimilarity();
        String near =
                known.stream()
                        .filter(name -> likeness.apply(word, name) > LIKE)
                        .sorted(Comparator.comparing(name -> -likeness.apply(word, name)))
                        .limit(3)
                        .collect(Collectors.joining(", "));
        return near.isEmpty() ? "" : "; did you mean %s?".formatted(near);
    }

    /**
     * The one of the known words that means what this word, in any way of writing, means elsewhere.
     */
    public static Optional<String> ours(String word, Collection<String> known) {
        String meant = Objects.requireNonNullElse(ELSEWHERE.get(plain(word)), word);
        return known.stream()
                .filter(name -> plain(name).equals(plain(meant)) && !name.equals(word))
                .findFirst();
    }

    /** {@code weightdecay} of {@code --weight_decay} and {@code weightDecay}. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
    }
}
