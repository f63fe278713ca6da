package org.sumcat.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * McNemar's test (1947) for two ways to answer the same questions, each answer right or wrong.
 * Questions that both answer alike say nothing about which way is better; the others are coin
 * tosses.
 *
 * @param onlyFirst questions that only the first way answers correctly
 * @param onlySecond questions that only the second does
 */
public record McNemar(int onlyFirst, int onlySecond) {

    public McNemar {
        if (onlyFirst < 0 || onlySecond < 0) {
            throw new IllegalArgumentException(
                    "counts must be at least 0, but are %s and %s"
                            .formatted(onlyFirst, onlySecond));
        }
    }

    /** The number of questions that only one of the two ways answers correctly. */
    public int discordant() {
        return onlyFirst + onlySecond;
    }

    /**
     * Two-sided p of the exact conditional test: the probability that a fair coin, tossed once for
     * each discordant question, falls as unevenly as this or more so. 1 without any.
     */
    public double p() {
        if (discordant() == 0) {
            return 1;
        }
        return Math.min(1, 2 * coin().cumulativeProbability(Math.min(onlyFirst, onlySecond)));
    }

    /**
     * The mid-p, which counts an equally uneven result by half: less strict than {@link #p}, whose
     * errors are rarer than they should be (Fagerland, Lydersen and Laake 2013).
     */
    public double midP() {
        if (discordant() == 0) {
            return 1;
        }
        int fewer = Math.min(onlyFirst, onlySecond);
        double beyond = fewer == 0 ? 0 : coin().cumulativeProbability(fewer - 1);
        double exactly = coin().probability(fewer);
        return onlyFirst == onlySecond ? 1 - exactly / 2 : 2 * beyond + exactly;
    }

    private BinomialDistribution coin() {
        return BinomialDistribution.of(discordant(), 0.5);
    }

    /**
     * The accuracy of the second less that of the first, 0 to 1.
     *
     * @param questions how many there are, at least {@link #discordant}
     */
    public double difference(int questions) {
        return (onlySecond - onlyFirst) / (double) requireEnough(questions);
    }

    /**
     * The confidence interval of that difference for other questions of the same kind: Wald's
     * interval, for many questions.
     *
     * @param questions how many there are, at least {@link #discordant}
     * @param confidence above 0, below 1
     */
    public Interval interval(int questions, double confidence) {
        double mean = difference(questions);
        double variance = discordant() / (double) questions - mean * mean;
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
        double half = z * Math.sqrt(Math.max(0, variance) / questions);
        return new Interval(mean - half, mean + half);
    }

    private int requireEnough(int questions) {
        if (questions < 1 || questions < discordant()) {
            throw new IllegalArgumentException(
                    "questions must be at least those answered differently, %s, but are %s"
                            .formatted(Math.max(1, discordant()), questions));
        }
        return questions;
    }
}
