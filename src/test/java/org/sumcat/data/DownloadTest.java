package org.sumcat.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(
        value = 300,
        threadMode =
                ThreadMode.SEPARATE_THREAD) // what waits here waits for another thread or process
class DownloadTest {
    private static final byte[] IMAGES = TinySet.gz(TinySet.TRAIN_IMAGES);
    private static final int HALF = IMAGES.length / 2;

    /** With a mirror that says nothing; what the others say must come within it. */
    private static final Duration BRIEF = Duration.ofSeconds(3);

    private Path folder;
    private Mirror mirror;
    private Mirror second;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void open(@TempDir Path temporary) throws IOException {
        folder = temporary.resolve("data/fashion-mnist");
        mirror = new Mirror();
        second = new Mirror();
    }

    @AfterEach
    void close() {
        mirror.close();
        second.close();
    }

    @Test
    void The_four_files_come_from_the_first_mirror_and_lie_there_alone() throws IOException {
        fetch(mirror, second);
        assertThatAllIsThere();
        assertThat(second.requests).isEmpty();
        assertThat(said)
                .startsWith("fetching train-images.gz from 127.0.0.1: 100% of 2 kB")
                .hasSize(4);
    }

    @Test
    void What_lies_there_already_is_not_fetched_again() throws IOException {
        TinySet.putInto(folder);
        Files.delete(folder.resolve("t10k-labels.gz"));
        fetch(mirror);
        assertThat(mirror.requests).containsExactly("t10k-labels.gz");
    }

    @Test
    void A_file_that_one_mirror_lacks_comes_from_the_next() throws IOException {
        fetch(mirror.without("train-labels.gz"), second);
        assertThatAllIsThere();
        assertThat(second.requests)
                .containsExactly("train-labels.gz", "t10k-images.gz", "t10k-labels.gz");
    }

    @Test
    void A_transfer_that_breaks_off_goes_on_from_there() throws IOException {
        fetch(mirror.breakAfter(HALF + 1, () -> {}));
        assertThatAllIsThere();
        assertThat(mirror.requests)
                .startsWith("train-images.gz", "train-images.gz bytes=" + (HALF + 1) + "-");
    }

    @Test
    void A_transfer_that_stands_still_goes_on_from_there() throws IOException {
        var never = new CountDownLatch(1);
        fetch(BRIEF, mirror.breakAfter(IMAGES.length - 5, () -> await(never)));
        assertThatAllIsThere();
    }

    @Test
    void A_mirror_that_never_answers_is_given_up() throws IOException {
        var never = new CountDownLatch(1);
        fetch(BRIEF, mirror.beforeAnswer(() -> await(never)), second);
        assertThatAllIsThere();
    }

    @Test
    void The_next_run_goes_on_where_the_last_one_was_interrupted() throws IOException {
        Files.createDirectories(folder);
        Files.write(part("train-images.gz", mirror), Arrays.copyOf(IMAGES, HALF));
        fetch(mirror);
        assertThatAllIsThere();
        assertThat(mirror.requests).startsWith("train-images.gz bytes=" + HALF + "-");
    }

    @Test
    void A_stop_on_the_way_asks_no_other_mirror_and_the_next_run_goes_on() throws IOException {
        Thread asking = Thread.currentThread();
        assertThatThrownBy(() -> fetch(mirror.breakAfter(HALF, asking::interrupt), second))
                .isInstanceOf(CancellationException.class)
                .hasMessage(
                        "stopped while train-images.gz was downloaded; the part so far is kept: ask again to resume");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(second.requests).isEmpty();

        fetch(second);
        assertThatAllIsThere();
    }

    @Test
    void A_part_that_was_whole_is_not_fetched_again() throws IOException {
        Files.createDirectories(folder);
        Files.write(part("train-images.gz", mirror), IMAGES);
        fetch(mirror);
        assertThatAllIsThere();
    }

    @Test
    void A_mirror_that_cannot_resume_sends_all() throws IOException {
        Files.createDirectories(folder);
        Files.write(part("train-images.gz", mirror), Arrays.copyOf(IMAGES, HALF));
        fetch(mirror.thatDoesNotResume());
        assertThatAllIsThere();
    }

    @Test
    void A_part_that_goes_on_to_something_unfit_is_fetched_anew() throws IOException {
        Files.createDirectories(folder);
        Files.write(part("train-images.gz", mirror), new byte[HALF]);
        fetch(mirror);
        assertThatAllIsThere();
        assertThat(mirror.requests)
                .startsWith("train-images.gz bytes=" + HALF + "-", "train-images.gz");
    }

    @Test
    void What_another_mirror_began_is_not_gone_on_with_and_does_not_stay() throws IOException {
        Files.createDirectories(folder);
        Files.write(part("train-images.gz", second), Arrays.copyOf(IMAGES, HALF));
        fetch(mirror);
        assertThat(mirror.requests).startsWith("train-images.gz", "train-labels.gz");
        assertThatAllIsThere();
    }

    @Test
    void Other_bytes_than_the_published_ones_are_never_believed() {
        mirror.put("train-images.gz", TinySet.gz(TinySet.OTHER_IMAGES));
        second.put("train-images.gz", "<html>Log in to this network</html>".getBytes());
        assertThatThrownBy(() -> fetch(mirror, second))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(
                        ".*must be of Fashion-MNIST, but looks like MNIST.*; .*is "
                                + "neither gz nor IDX.*");
        assertThat(folder).isDirectoryNotContaining("regex:.*train-images.*");
    }

    @Test
    void Without_any_mirror_the_reasons_are_told() throws IOException {
        var gone = URI.create("http://localhost:1/");
        var unknown = URI.create("http://mirror.invalid/");
        assertThatThrownBy(() -> TinySet.from(gone, unknown).fetch(folder, said::add))
                .isInstanceOf(IOException.class)
                .hasMessage("localhost: Connection refused; mirror.invalid: host not found");
    }

    @Test
    void A_mirror_that_does_not_tell_the_length_is_read_to_the_end() throws IOException {
        fetch(mirror.thatDoesNotTellTheLength());
        assertThatAllIsThere();
        assertThat(said).startsWith("fetching train-images.gz from 127.0.0.1").hasSize(4);
    }

    @Test
    void A_mirror_that_is_no_address_is_refused() {
        System.setProperty("sumcat.mirrors", "ftp://example.org");
        try {
            assertThatThrownBy(Download::published)
                    .isInstanceOf(DataException.class)
                    .hasMessage(
                            "a mirror must be an http or https address, but is"
                                    + " 'ftp://example.org'; correct -Dsumcat.mirrors");
        } finally {
            System.clearProperty("sumcat.mirrors");
        }
    }

    @Test
    void Two_threads_at_once_fetch_once() {
        var slow = new CountDownLatch(1);
        mirror.beforeAnswer(() -> await(slow));
        var first = fetchInThread();
        while (mirror.requests.isEmpty()) {
            Thread.onSpinWait();
        }
        var other = fetchInThread();
        assertThatThrownBy(() -> other.get(200, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        slow.countDown();
        first.join();
        other.join();
        assertThat(mirror.requests).hasSize(4);
    }

    @Test
    void Two_processes_at_once_fetch_once() throws Exception {
        var otherIsWaiting = new CountDownLatch(1);
        mirror.beforeAnswer(() -> await(otherIsWaiting));
        var here = fetchInThread();
        while (mirror.requests.isEmpty()) {
            Thread.onSpinWait();
        }
        var there = FetchAlone.start(mirror.address(), folder);
        try (var lines = there.inputReader()) {
            assertThat(lines.readLine())
                    .isEqualTo("waiting for another process that is fetching the data");
            otherIsWaiting.countDown();
            here.join();
            assertThat(lines.readLine()).isEqualTo("done");
        }
        assertThat(there.waitFor()).isZero();
        assertThat(mirror.requests).hasSize(4);
        assertThatAllIsThere();
    }

    @Test
    void A_folder_that_cannot_be_made_is_told_in_one_line() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file where the folder should be");
        assertThatThrownBy(() -> fetch(mirror))
                .isInstanceOf(DataException.class)
                .hasMessageMatching(
                        "fetched data must be written \\(31 MB\\), but "
                                + ".*/data/fashion-mnist cannot be"
                                + " \\(.*\\); make room there, or name an existing folder by --data");
    }

    @Test
    void A_full_disk_is_told_in_one_line() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "/dev/full, a disk that is always full, is on Linux only");
        Files.createDirectories(folder);
        Path part = Files.createSymbolicLink(part("train-images.gz", mirror), full);
        assertThatThrownBy(() -> fetch(mirror))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("No space left on device");
        assertThat(folder.resolve("train-images.gz")).doesNotExist();
        Files.delete(part);
    }

    private void fetch(Mirror... mirrors) throws IOException {
        fetch(TinySet.PATIENCE, mirrors);
    }

    private void fetch(Duration patience, Mirror... mirrors) throws IOException {
        var addresses = Arrays.stream(mirrors).map(Mirror::address).toArray(URI[]::new);
        TinySet.from(patience, addresses).fetch(folder, said::add);
    }

    private CompletableFuture<Void> fetchInThread() {
        return CompletableFuture.runAsync(
                () -> FetchAlone.fetch(mirror.address(), folder), task -> new Thread(task).start());
    }

    private Path part(String name, Mirror from) {
        return folder.resolve(
                "%s.%s-%d.part".formatted(name, from.address().getHost(), from.port()));
    }

    private void assertThatAllIsThere() throws IOException {
        assertThat(TinySet.from().read(folder).train().count()).isEqualTo(30);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            ".lock",
                            "train-images.gz",
                            "train-labels.gz",
                            "t10k-images.gz",
                            "t10k-labels.gz");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
