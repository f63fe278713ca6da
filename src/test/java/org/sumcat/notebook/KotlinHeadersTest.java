package org.sumcat.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kotlin.Pair;
import kotlin.jvm.internal.StringCompanionObject;
import kotlinx.serialization.builtins.BuiltinSerializersKt;
import kotlinx.serialization.json.Json;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** With the library that the Kotlin kernel reads its messages by, and a pair for a header. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KotlinHeadersTest {
    @Test
    void a_header_may_have_a_field_that_the_Kotlin_kernel_does_not_know() {
        var text = BuiltinSerializersKt.serializer(StringCompanionObject.INSTANCE);
        var header = BuiltinSerializersKt.PairSerializer(text, text);
        String sent = "{\"first\": \"a\", \"second\": \"b\", \"subshell_id\": null}";
        assertThatThrownBy(() -> Json.Default.decodeFromString(header, sent))
                .hasMessageContaining("subshell_id");

        KotlinHeaders.acceptUnknownFields();

        assertThat(Json.Default.decodeFromString(header, sent)).isEqualTo(new Pair<>("a", "b"));
    }
}
