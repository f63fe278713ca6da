package org.sumcat.data;

import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Reports the progress of a transfer: a line at the start, and one for every tenth. */
final class DownloadProgress implements LongConsumer {
    private final String what;
    private final long whole;
    private final Consumer<String> say;
    private long said = -1;

    /**
     * Creates the progress of a transfer.
     *
     * @param whole bytes at the end; negative if nobody knows, and then only the start is said
     */
    DownloadProgress(String what, long whole, Consumer<String> say) {
        this.what = what;
        this.whole = whole;
        this.say = say;
    }

    @Override
    public void accept(long bytes) {
        long tenths = whole > 0 ? 10 * bytes / whole : 0;
        if (tenths > said) {
            said = tenths;
            say.accept(
                    whole > 0
                            ? "%s: %s%% of %s kB".formatted(what, 10 * tenths, (whole + 999) / 1000)
                            : what);
        }
    }
}
