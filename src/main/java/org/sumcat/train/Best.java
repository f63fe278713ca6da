package org.sumcat.train;

/**
 * The results of the weights that were best on held-out images: validation makes the choice, and
 * the test set, evaluated after the last epoch only, has no influence.
 *
 * @param epoch after which they were as they are, from 1; of equally good epochs the first
 * @param validationAccuracy accuracy on held-out images, 0 to 1
 * @param testAccuracy accuracy on test images, 0 to 1
 * @param weightsSha256 hash of these weights as saved
 */
public record Best(
        int epoch, double validationAccuracy, double testAccuracy, String weightsSha256) {
    public Best {
        if (weightsSha256 == null) {
            throw new IllegalArgumentException("the best weights must have a weightsSha256");
        }
    }
}
