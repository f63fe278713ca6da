package org.sumcat.engine;

import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules in use; where several match, the first computes.
 *
 * @param inUse in the order of {@link #all()}; rules that are not among these come first
 */
public record Rules(List<Rule> inUse) {
    private static final PartRule AS_WRITTEN = new Plain();
    private static final List<Rule> ALL =
            List.of(
                    new Recomputation(),
                    new FullRecomputation(),
                    new ChannelPadding(),
                    new PoolBeforePointwise(),
                    new ConvolutionAlgorithms(),
                    new ReluInPlace(),
                    new SumInPlace(),
                    new Recording());

    /** None: every layer is computed as it is written. */
    public static final Rules PLAIN = new Rules(List.of());

    /** All but recomputation, which trades time for memory. */
    public static final Rules DEFAULT =
            new Rules(ALL.stream().filter(rule -> !(rule instanceof BlockRule)).toList());

    public Rules {
        inUse = inUse.stream().distinct().sorted(Comparator.comparing(ALL::indexOf)).toList();
    }

    /** All rules, the first with precedence. */
    public static List<Rule> all() {
        return ALL;
    }

    /**
     * Returns the rules of these names.
     *
     * @param words {@code default}, {@code plain}, names of rules, or several with commas between
     *     them; {@code default,recomputation} is one more than by default
     * @throws IllegalArgumentException if there is no such rule
     */
    public static Rules of(String words) {
        return of(List.of(words.split(",", -1)));
    }

    /** Returns the rules of these names, as {@link #of(String)} reads them one by one. */
    public static Rules of(List<String> words) {
        var asked = new ArrayList<Rule>();
        for (String word : words) {
            switch (word) {
                case "default" -> asked.addAll(DEFAULT.inUse);
                case "plain" -> {}
                default -> asked.add(named(word));
            }
        }
        return new Rules(asked);
    }

    private static Rule named(String word) {
        return ALL.stream()
                .filter(rule -> rule.name().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "rules must be default, plain or some of %s with commas between, but one was '%s'"
                                                .formatted(
                                                        ALL.stream()
                                                                .map(Rule::name)
                                                                .collect(joining(", ")),
                                                        word)));
    }

    /** Returns these rules, and those of some names. */
    public Rules with(List<String> names) {
        return new Rules(Stream.concat(inUse.stream(), of(names).inUse.stream()).toList());
    }

    /** Returns these rules without one. */
    public Rules without(Rule rule) {
        return new Rules(inUse.stream().filter(each -> !each.equals(rule)).toList());
    }

    /** Returns whether a rule of a type is in use. */
    public boolean has(Class<? extends Rule> type) {
        return inUse.stream().anyMatch(type::isInstance);
    }

    /** The shortest words that {@link #of} reads as these rules. */
    public String words() {
        if (inUse.isEmpty()) {
            return "plain";
        }
        var names = new ArrayList<>(names());
        if (inUse.containsAll(DEFAULT.inUse)) {
            names.removeAll(DEFAULT.names());
            names.add(0, "default");
        }
        return String.join(",", names);
    }

    /** The {@link #words}, or null where a record need not speak of them: by default. */
    public @Nullable String wordsUnlessDefault() {
        return equals(DEFAULT) ? null : words();
    }

    /** The names of the rules in use. */
    public List<String> names() {
        return inUse.stream().map(Rule::name).toList();
    }

    /**
     * Says which of some rules change rounding, {@code default} or {@code plain} where they round
     * so; a rule that is equal bit for bit decides no result.
     *
     * @param names of rules; null, in records from before they were named, for the default ones
     */
    public static String rounding(@Nullable List<String> names) {
        String asked = names == null ? "" : rounded(names);
        return names == null || asked.equals(rounded(DEFAULT.names()))
                ? "default"
                : asked.isEmpty() ? "plain" : asked;
    }

    private static String rounded(List<String> names) {
        return names.stream().filter(name -> !isExact(name)).sorted().collect(joining(","));
    }

    private static boolean isExact(String name) {
        return ALL.stream().anyMatch(rule -> rule.name().equals(name) && rule.tolerance() == 0);
    }

    /**
     * The rule that computes a dense block in a training step; empty if it runs in the usual way.
     */
    public Optional<BlockRule> forBlock(Block stage) {
        return inUse.stream()
                .filter(BlockRule.class::isInstance)
                .map(BlockRule.class::cast)
                .filter(rule -> rule.matches(stage))
                .findFirst();
    }

    /** The rule that computes what begins at a place; the plain interpretation if none matches. */
    PartRule at(List<Block> parts, int i, NDArray now, Pass pass) {
        for (Rule rule : inUse) {
            if (rule instanceof PartRule each && each.matches(parts, i, now, pass)) {
                return each;
            }
        }
        return AS_WRITTEN;
    }
}
