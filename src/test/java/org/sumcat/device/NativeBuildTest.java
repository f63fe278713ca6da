package org.sumcat.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NativeBuildTest {
    @Test
    void systems_without_a_build_of_libtorch_are_refused_and_others_not() {
        assertThat(refusal("Linux", "amd64", Optional.of("2.28")))
                .hasValueSatisfying(
                        why ->
                                assertThat(why)
                                        .contains(
                                                "needs glibc 2.29 or later", "this is glibc 2.28"));
        assertThat(refusal("Linux", "amd64", Optional.of("2.29"))).isEmpty();
        assertThat(refusal("Linux", "aarch64", Optional.of("2.36"))).isEmpty();
        assertThat(refusal("Linux", "riscv64", Optional.of("2.40"))).isPresent();
        assertThat(refusal("Mac OS X", "x86_64", Optional.empty())).isPresent();
        assertThat(refusal("Mac OS X", "aarch64", Optional.empty())).isEmpty();
        assertThat(refusal("Windows 11", "aarch64", Optional.empty())).isPresent();
        assertThat(refusal("Windows 11", "amd64", Optional.empty())).isEmpty();
    }

    private static Optional<String> refusal(String os, String processor, Optional<String> glibc) {
        return NativeBuild.refusal(os, processor, glibc, Optional.of("3.4.26"));
    }

    /** That of CentOS 7 and of GCC 8; of which an early glibc may be without, or not known. */
    @Test
    void so_is_one_whose_C_library_of_GCC_is_too_old_and_doctor_says_which_it_is() {
        for (String old : new String[] {"3.4.19", "3.4.25"}) {
            assertThat(NativeBuild.refusal("Linux", "amd64", Optional.of("2.31"), Optional.of(old)))
                    .hasValueSatisfying(
                            why ->
                                    assertThat(why)
                                            .contains("needs GLIBCXX 3.4.26", "GLIBCXX " + old));
        }
        for (var other : List.of(Optional.of("3.4.30"), Optional.<String>empty())) {
            assertThat(NativeBuild.refusal("Linux", "amd64", Optional.of("2.31"), other)).isEmpty();
        }
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the C library of Linux");
        assertThat(NativeBuild.words()).containsPattern("GLIBCXX 3.4.26; found 2.\\d+ and 3.4.");
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
