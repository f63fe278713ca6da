package org.sumcat.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VersionsTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target/classes",
                "target/sumcat.jar",
                "target/app/1234567-89/sumcat.jar" // which the launcher runs
            })
    void code_below_target_is_of_the_checkout_around_it(String code) throws Exception {
        Path checkout = Files.createDirectories(folder.resolve("target/sumcat"));
        Files.createDirectory(checkout.resolve(".git"));
        assertThat(Versions.checkout(checkout.resolve(code))).hasValue(checkout);
    }

    @Test
    void a_jar_in_somebody_elses_checkout_is_of_none() throws Exception {
        Files.createDirectory(folder.resolve(".git"));
        assertThat(Versions.checkout(folder.resolve("lib/sumcat.jar"))).isEmpty();
        assertThat(Versions.checkout(folder.resolve("sumcat.jar"))).isEmpty();
    }
}
