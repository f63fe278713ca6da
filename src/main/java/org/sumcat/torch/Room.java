package org.sumcat.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Memory that is used again for feature maps of growing numbers. Taken anew each time, it would lie
 * between what is kept, and leave holes too small for the next ones.
 */
public final class Room {
    /** A script takes arrays only, so the number of channels comes as the length of one. */
    private static final Script LAY =
            new Script(
                    List.of("room", "maps", "channels"),
                    """
                    n = torch.size(maps, 0)
                    own = torch.size(maps, 1)
                    h = torch.size(maps, 2)
                    w = torch.size(maps, 3)
                    c = torch.size(channels, 0)
                    strides = [c * h * w, h * w, w, 1]
                    if torch.stride(maps, 3) != 1:
                      strides = [c * h * w, 1, w * c, c]
                    laid = torch.as_strided(room, [n, c, h, w], strides)
                    a = torch.copy_(torch.slice(laid, 1, 0, own), maps)
                    if c > own:
                      b = torch.zero_(torch.slice(laid, 1, own, c))
                    return laid""");

    private static final Script COPY = new Script(List.of("x", "y"), "return torch.copy_(x, y)");

    private Room() {}

    /**
     * Copies maps into a room, with zeros behind them.
     *
     * @param room large enough, in one piece
     * @param channels how many there shall be, zeros included
     */
    public static NDArray lay(NDArray room, NDArray maps, long channels) {
        try (NDArray count = maps.getManager().zeros(new Shape(channels))) {
            return LAY.of(room, maps, count);
        }
    }

    /** Overwrites x with the numbers of y. */
    public static void write(NDArray x, NDArray y) {
        COPY.of(x, y).close();
    }
}
