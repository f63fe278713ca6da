package org.sumcat.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sumcat.files.HashedJson;
import org.sumcat.files.Marked;
import org.sumcat.files.Sha256;

/**
 * Record of a run as it was read from its folder.
 *
 * @param folder of the run
 * @param sha256 hash of the bytes of its {@code run.json}
 * @param run what the record says, with the predictions beside it if they match
 */
public record RunRecord(Path folder, String sha256, Run run) {
    /** The file name of the record. */
    public static final String FILE = "run.json";

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads a record, with the predictions beside it if they match; each of the two files is read
     * once.
     *
     * @throws IllegalArgumentException if there is none, or none that can be read, or one that is
     *     not as it was written
     */
    public static RunRecord read(Path folder) {
        Path record = folder.resolve(FILE);
        try {
            byte[] bytes = Files.readAllBytes(record);
            String text = Marked.text(bytes);
            Run run =
                    bearsHash(text)
                            ? HashedJson.open(text, Run.class)
                            : JSON.readValue(text, Run.class);
            return new RunRecord(folder, Sha256.of(bytes), RunFolder.withPredictions(run, folder));
        } catch (CharacterCodingException e) {
            throw unreadable(record, String.valueOf(e.getMessage()), e);
        } catch (JsonProcessingException e) {
            throw unreadable(record, HashedJson.words(e), e);
        } catch (IllegalArgumentException e) {
            throw unreadable(record, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a run is a folder with a run.json, but %s cannot be read".formatted(record),
                    e);
        }
    }

    /** Returns whether a record is to bear a hash; the older ones have neither times nor a hash. */
    public static boolean bearsHash(String text) {
        return text.contains("\"started\"");
    }

    private static IllegalArgumentException unreadable(Path record, String why, Exception e) {
        return new IllegalArgumentException(
                "%s must be the record of a run, but cannot be read (%s); delete it or use another folder"
                        .formatted(record, why),
                e);
    }
}
