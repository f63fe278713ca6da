package org.sumcat.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.statistics.Interval;

/** Two builds in turns; how fast either is, no test asks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AgainstTest {
    private static final Workload WORKLOAD = Workload.named("resnet-20");

    @TempDir private Path checkout;

    /** As the launcher leaves one. */
    private void build(String jdk, String entry) throws IOException {
        Files.createDirectories(checkout.resolve("src/main/java"));
        Files.createDirectories(checkout.resolve("target"));
        for (String file : List.of("sumcat", "pom.xml", "src/main/java/A.java")) {
            Files.writeString(checkout.resolve(file), "");
        }
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Build-Jdk-Spec", jdk);
        Path jar = checkout.resolve("target/sumcat.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new ZipEntry(entry));
        }
        Path stamp = Files.writeString(checkout.resolve("target/sumcat.built"), "cpu\n");
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().plusSeconds(10)));
    }

    private void refused(String message) {
        assertThatThrownBy(() -> OtherBuild.of(checkout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message.formatted(checkout));
    }

    @Test
    void a_checkout_that_is_none_or_is_not_built_or_was_changed_since_is_refused()
            throws Exception {
        refused(
                "--against must be a checkout of Sumcat, but %s has no sumcat and pom.xml; name its folder");
        build("17", "org/sumcat/bench/PeerMain.class");
        assertThat(OtherBuild.of(checkout).jar()).isEqualTo(checkout.resolve("target/sumcat.jar"));
        Path source = checkout.resolve("src/main/java/A.java");
        FileTime later = FileTime.from(Instant.now().plusSeconds(60));
        Files.setLastModifiedTime(source, later);
        refused(
                "--against must be built from its sources as they are, but in %s some changed since; run ./sumcat --version there");
        Files.delete(checkout.resolve("target/sumcat.jar"));
        refused(
                "--against must be a checkout that is built, but %s has no target/sumcat.jar of ./sumcat; run ./sumcat --version there");
    }

    @Test
    void a_version_that_knows_no_bench_is_refused() throws Exception {
        build("17", "org/sumcat/cli/Main.class");
        refused(
                "--against must be a version of Sumcat with this bench, but the build in %s has none; take a later one");
    }

    @Test
    void builds_of_different_JDKs_are_not_compared() throws Exception {
        build("17", "org/sumcat/bench/PeerMain.class");
        Path ours = checkout.resolve("target/sumcat.jar");
        String before = System.getProperty("java.class.path");
        System.setProperty("java.class.path", ours.toString());
        try {
            assertThat(OtherBuild.of(checkout).checkout()).isEqualTo(checkout);
            Files.move(ours, checkout.resolve("ours.jar"));
            System.setProperty("java.class.path", checkout.resolve("ours.jar").toString());
            build("21", "org/sumcat/bench/PeerMain.class");
            refused(
                    "--against must be built by the JDK that built this one, 17, but %s was by 21; build both by one");
        } finally {
            System.setProperty("java.class.path", before);
        }
    }

    @Test
    void the_other_build_does_the_same_work_with_its_own_classes_and_nobody_else_takes_part() {
        var other = new OtherBuild(checkout, checkout.resolve("target/sumcat.jar"));
        var starts =
                new PeerStarts(Measure.FORWARD, 1, null, null, other, PeerChoice.all())
                        .of(WORKLOAD);
        assertThat(starts)
                .extracting(PeerStarts.PeerStart::name)
                .containsExactly("Sumcat", "other build");
        List<String> ours = starts.get(0).command();
        List<String> theirs = starts.get(1).command();
        int path = ours.indexOf("-cp") + 1;
        assertThat(theirs.get(path)).isEqualTo(other.jar().toString());
        var changed = new ArrayList<>(ours);
        changed.set(path, theirs.get(path));
        assertThat(theirs).isEqualTo(changed);
        assertThat(starts.get(1).environment()).isEqualTo(starts.get(0).environment());
        assertThat(PeerStarts.otherThan("Sumcat, --precision fast"))
                .isEqualTo("other build, --precision fast");
    }

    @Test
    void ours_is_compared_with_the_other_in_each_precision_and_nobody_with_itself() {
        var names =
                List.of(
                        "Sumcat",
                        "Sumcat, --precision fast",
                        "other build",
                        "other build, --precision fast");
        var starts =
                names.stream()
                        .map(name -> new PeerStarts.PeerStart(name, List.of(), Map.of()))
                        .toList();
        double[][] times = {{10}, {5}, {20}, {15}};
        assertThat(Bench.against(starts, times, new Peaks()))
                .extracting(Against::peer, Against::newOverOld)
                .containsExactly(tuple(names.get(0), 2.0), tuple(names.get(1), 3.0));
        assertThat(Bench.against(starts.subList(0, 2), times, new Peaks())).isEmpty();
    }

    /** The ends by the table of the binomial distribution: of 15 the 4th and the 12th. */
    @Test
    void the_interval_is_that_of_the_median_of_paired_ratios() {
        double[] ours = new double[15];
        double[] others = new double[15];
        for (int round = 0; round < 15; round++) {
            ours[round] = 10 * (round + 1); // the machine's load, which pairs have in common
            others[round] = ours[round] * (1 + round / 100.0);
        }
        others[14] = ours[14] * 12; // once the other was kept waiting
        var against = Against.of("Sumcat", ours, others, 900L, null);
        assertThat(against.newOverOld()).isEqualTo(1.07);
        assertThat(against.interval()).isEqualTo(new Interval(1.03, 1.11));
        assertThat(against.line())
                .isEqualTo(
                        "Sumcat: new over old 1.070 x (95% interval 1.030 to 1.110); peak memory 900 MB, old unknown");
    }

    @Test
    void five_rounds_are_too_few_for_an_interval() {
        double[] times = {1, 2, 3, 4, 5};
        var against = Against.of("Sumcat", times, times, 900L, 800L);
        assertThat(against.interval()).isNull();
        assertThat(against.line()).contains("(no interval of fewer than 6 rounds)");
    }

    @Test
    void the_peak_of_a_process_is_read_while_it_is_there() {
        assumeTrue(
                Files.isReadable(Path.of("/proc/self/status")), "Linux tells of other processes");
        var peaks = new Peaks();
        var script = "echo ready 1; read go";
        try (Peer peer = Peer.start("sh", List.of("/bin/sh", "-c", script), Map.of())) {
            peer.awaitReady();
            peaks.note(peer);
        }
        assertThat(peaks.megabytes("sh")).isBetween(0L, 100L);
        assertThat(peaks.megabytes("another")).isNull();
    }
}
