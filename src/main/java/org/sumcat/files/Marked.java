package org.sumcat.files;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;

/**
 * Decodes text as editors save it: in UTF-8, with or without a byte order mark, or in UTF-16 with
 * one, as Notepad and PowerShell write it.
 */
public final class Marked {
    private Marked() {}

    /**
     * Decodes text and removes its byte order mark.
     *
     * @throws CharacterCodingException if it is neither; its message names the byte
     */
    public static String text(byte[] bytes) throws CharacterCodingException {
        if (starts(bytes, 0xef, 0xbb, 0xbf)) {
            return text(bytes, 3, UTF_8);
        }
        if (starts(bytes, 0xff, 0xfe)) {
            return text(bytes, 2, UTF_16LE);
        }
        return starts(bytes, 0xfe, 0xff) ? text(bytes, 2, UTF_16BE) : text(bytes, 0, UTF_8);
    }

    private static String text(byte[] bytes, int from, Charset charset)
            throws CharacterCodingException {
        var rest = ByteBuffer.wrap(bytes, from, bytes.length - from);
        var decoder = charset.newDecoder(); // reports what it cannot read
        var text =
                CharBuffer.allocate(
                        (int) (rest.remaining() * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(rest, text, true);
        if (result.isError()) {
            throw new NoTextException(charset, rest.position());
        }
        return text.flip().toString();
    }

    /** Marks the position at which bytes stop being text. */
    private static final class NoTextException extends CharacterCodingException {
        private static final long serialVersionUID = 1;
        private final String message;

        NoTextException(Charset charset, int at) {
            message = "no %s at byte %s".formatted(charset.name(), at);
        }

        @Override
        public String getMessage() {
            return message;
        }
    }

    private static boolean starts(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
