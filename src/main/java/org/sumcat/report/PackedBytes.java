package org.sumcat.report;

import java.util.Base64;

/** Bytes as text in a {@code report.json}: classes of images take half a byte each. */
final class PackedBytes {
    private PackedBytes() {}

    /** Encodes bytes as text, two in one character where all are below 16. */
    static String text(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0 || each > 15) {
                return Base64.getEncoder().encodeToString(bytes);
            }
        }
        var packed = new byte[(bytes.length + 1) / 2];
        for (int i = 0; i < bytes.length; i++) {
            packed[i / 2] |= (byte) (i % 2 == 0 ? bytes[i] << 4 : bytes[i]);
        }
        return Base64.getEncoder().encodeToString(packed);
    }

    /**
     * Decodes the output of {@link #text}.
     *
     * @param count how many bytes there were
     * @throws IllegalArgumentException if it cannot be that
     */
    static byte[] bytes(String text, int count) {
        byte[] there = Base64.getDecoder().decode(text);
        if (there.length == count && count > 1) {
            return there;
        }
        if (there.length != (count + 1) / 2) {
            throw new IllegalArgumentException(
                    "there must be %s bytes, but there are %s".formatted(count, there.length));
        }
        var bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            int pair = Byte.toUnsignedInt(there[i / 2]);
            bytes[i] = (byte) (i % 2 == 0 ? pair >> 4 : pair & 15);
        }
        return bytes;
    }
}
