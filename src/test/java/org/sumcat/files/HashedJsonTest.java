package org.sumcat.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HashedJsonTest {
    record Note(String text, double share, List<Integer> counts) {}

    private static final Note NOTE = new Note("häh?", 0.1, List.of(3, 1));

    @Test
    void what_was_sealed_is_read_back() {
        assertThat(HashedJson.open(HashedJson.seal(NOTE), Note.class)).isEqualTo(NOTE);
    }

    @Test
    void the_hash_is_over_the_fields_without_blanks_by_name_as_anyone_can_repeat()
            throws Exception {
        byte[] bytes = "{\"counts\":[3,1],\"share\":0.1,\"text\":\"häh?\"}".getBytes(UTF_8);
        var sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(HashedJson.seal(NOTE)).endsWith("\"sha256\" : \"%s\"\n}\n".formatted(sha));
    }

    @Test
    void documents_that_differ_in_a_number_have_the_hashes_that_each_would_have_by_itself() {
        record Rest(String text, double share) {}
        record Whole(double share, long seed, String text) {}
        var hashes = HashedJson.hashes(new Rest("häh?", 0.1), "seed");
        for (long seed : new long[] {1, 40, -7, 1L << 60, 1}) {
            assertThat(hashes.apply(seed)).isEqualTo(HashedJson.hash(new Whole(0.1, seed, "häh?")));
        }
    }

    @Test
    void it_may_be_indented_another_way_and_ordered_another_way() {
        String other = HashedJson.seal(NOTE).replace(" : ", ":").replace("\n", " ");
        assertThat(HashedJson.open(other, Note.class)).isEqualTo(NOTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1/0.2", "3, 1/1, 3", "häh/hä"})
    void an_edit_is_noticed(String edit) {
        String[] of = edit.split("/");
        String edited = HashedJson.seal(NOTE).replace(of[0], of[1]);
        assertThatThrownBy(() -> HashedJson.open(edited, Note.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its hash says that it was edited");
    }

    @Test
    void so_are_a_hash_that_was_taken_away_and_a_torn_end() {
        String sealed = HashedJson.seal(NOTE);
        String bare = sealed.replaceAll(",\\s+\"sha256\".*\n", "\n");
        assertThatThrownBy(() -> HashedJson.open(bare, Note.class))
                .hasMessage("it is no document with a hash");
        assertThatThrownBy(() -> HashedJson.open(sealed.substring(0, 40), Note.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("end-of-input");
    }
}
