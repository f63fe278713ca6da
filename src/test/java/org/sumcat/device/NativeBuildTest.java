package org.sumcat.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NativeBuildTest {
    @Test
    void systems_without_a_build_of_libtorch_are_refused_and_others_not() {
        assertThat(NativeBuild.refusal("Linux", "amd64", Optional.of("2.28")))
                .hasValueSatisfying(
                        why ->
                                assertThat(why)
                                        .contains(
                                                "needs glibc 2.29 or later", "this is glibc 2.28"));
        assertThat(NativeBuild.refusal("Linux", "amd64", Optional.of("2.29"))).isEmpty();
        assertThat(NativeBuild.refusal("Linux", "aarch64", Optional.of("2.36"))).isEmpty();
        assertThat(NativeBuild.refusal("Linux", "riscv64", Optional.of("2.40"))).isPresent();
        assertThat(NativeBuild.refusal("Mac OS X", "x86_64", Optional.empty())).isPresent();
        assertThat(NativeBuild.refusal("Mac OS X", "aarch64", Optional.empty())).isEmpty();
        assertThat(NativeBuild.refusal("Windows 11", "aarch64", Optional.empty())).isPresent();
        assertThat(NativeBuild.refusal("Windows 11", "amd64", Optional.empty())).isEmpty();
    }

    /** As a container's quota does it; OpenMP alone would count the processors of the machine. */
    @Test
    void the_engine_has_as_many_threads_as_Java_counts_processors() throws Exception {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NativeBuildTest.class.getName());
        builder.environment().remove("OMP_NUM_THREADS");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said.strip()).isEqualTo("threads: 1");
    }

    public static void main(String[] arguments) {
        System.out.println("threads: " + Compute.of("cpu").threads());
    }
}
