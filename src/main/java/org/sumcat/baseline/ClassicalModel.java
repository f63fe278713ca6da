package org.sumcat.baseline;

import java.util.List;

/** The classical models that can be trained. */
public enum ClassicalModel {
    /** Multinomial logistic regression, trained by AdaGrad. */
    LINEAR("logistic regression"),
    /** Majority vote of the nearest images by Euclidean distance. */
    NEIGHBOURS("k nearest neighbours"),
    /** Gradient-boosted trees (Chen and Guestrin 2016). */
    XGBOOST("XGBoost");

    private final String words;

    ClassicalModel(String words) {
        this.words = words;
    }

    /** Returns whether the model's library runs here: XGBoost is built for x86-64 only. */
    public boolean isAvailable() {
        return this != XGBOOST
                || List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    }

    /** The usual name of the model, for people. */
    public String words() {
        return words;
    }
}
