package org.sumcat.inception;

import java.util.List;
import org.sumcat.network.FamilyEntry;

/** The families of Inception networks. */
public final class InceptionFamilies {
    private InceptionFamilies() {}

    /** The families up to version 3, in the order in which they are listed. */
    public static List<FamilyEntry<?>> early() {
        return List.of(
                GoogLeNet.FAMILY, BnInception.FAMILY, InceptionV2.FAMILY, InceptionV3.FAMILY);
    }

    /** Version 4 and the residual ones, which were published together. */
    public static List<FamilyEntry<?>> late() {
        return List.of(InceptionV4.FAMILY, InceptionResNet.V1, InceptionResNet.V2);
    }
}
