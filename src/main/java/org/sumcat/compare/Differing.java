package org.sumcat.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.chart.ImageGrid;
import org.sumcat.render.Format;

/** The test images on which two networks differ most over the seeds that both have, and how. */
final class Differing {
    private static final int EACH_WAY = 6; // a row of a picture

    private final ModelResult first;
    private final ModelResult second;
    private final Votes one;
    private final Votes other;
    private final TestImages test;

    Differing(ModelResult first, ModelResult second, Votes.Counted votes) {
        this.first = first;
        this.second = second;
        test = votes.test;
        var seeds = first.seeds().stream().filter(second.seeds()::contains).toList();
        one = votes.of(first, seeds);
        other = votes.of(second, seeds);
    }

    /**
     * The second network's lead on an image: its fraction of correct seeds less the first's, -1 to
     * 1.
     */
    private double lead(int image) {
        return other.rightOnes(image) / (double) other.seeds()
                - one.rightOnes(image) / (double) one.seeds();
    }

    /**
     * The images to show: where the second network leads most, then where the first does; ties by
     * index.
     */
    List<Integer> shown() {
        var leads = IntStream.range(0, test.count()).mapToDouble(this::lead).toArray();
        return Stream.of(1, -1)
                .flatMap(
                        way ->
                                IntStream.range(0, leads.length)
                                        .filter(image -> way * leads[image] > 0)
                                        .boxed()
                                        .sorted(
                                                Comparator.comparing(
                                                        (Integer image) -> -way * leads[image]))
                                        .limit(EACH_WAY))
                .toList();
    }

    /** A tile for each; null where both give the same answers to all. */
    @Nullable ImageGrid grid() {
        List<Integer> images = shown();
        if (images.isEmpty()) {
            return null;
        }
        long ahead = images.stream().filter(image -> lead(image) > 0).count();
        int firstAlone = one.alone(other);
        int secondAlone = other.alone(one);
        return new ImageGrid(
                "Where %s and %s differ most".formatted(first.label(), second.label()),
                "%s that %s classifies correctly with more of its seeds, then %s of the reverse. Below each: its class, then the most frequent prediction of each network with its number of seeds. All seeds of %s and none of %s are correct on %s, the reverse on %s, of %s."
                        .formatted(
                                Format.many((int) ahead, "image"),
                                second.label(),
                                images.size() - ahead,
                                second.label(),
                                first.label(),
                                Format.many(secondAlone, "image"),
                                firstAlone,
                                Format.count(test.count())),
                images.stream().map(this::tile).toList());
    }

    private ImageGrid.Tile tile(int image) {
        var lines = new ArrayList<String>();
        lines.add(test.classes().get(test.label(image)));
        lines.add("%s: %s".formatted(word(first), answer(one, image)));
        lines.add("%s: %s".formatted(word(second), answer(other, image)));
        return new ImageGrid.Tile(test.picture(image), "test image " + image, lines);
    }

    /** The fusion, {@code sum}, or the label where both networks fuse alike. */
    private String word(ModelResult entrant) {
        return first.look().join() == second.look().join()
                ? entrant.label()
                : entrant.look().join().word();
    }

    /** The most frequent prediction, {@code Coat 4 of 5}; of equally frequent classes the first. */
    private String answer(Votes votes, int image) {
        int[] counts = votes.of(image);
        int most = 0;
        for (int each = 1; each < counts.length; each++) {
            most = counts[each] > counts[most] ? each : most;
        }
        String name = test.classes().get(most);
        return votes.seeds() == 1 ? name : "%s %s/%s".formatted(name, counts[most], votes.seeds());
    }
}
