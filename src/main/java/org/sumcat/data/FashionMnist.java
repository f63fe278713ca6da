package org.sumcat.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.files.SystemLock;

/**
 * Fashion-MNIST as Zalando published it (Xiao, Rasul, Vollgraf 2017, arXiv:1708.07747): four IDX
 * files, gz or plain, in one folder. Nothing is believed that does not have the published bytes.
 */
public final class FashionMnist {
    /** The ten classes, in the order of the labels, in the words of the data set's README. */
    public static final List<String> CLASSES =
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot");

    /** Locks among the threads of this JVM, since a folder's lock belongs to the whole JVM. */
    private static final ReentrantLock FETCHING = new ReentrantLock();

    /** The place where Sumcat downloads it to, relative to the root of the repository. */
    static final String OWN_PLACE = "data/fashion-mnist";

    /** A course's folder beside the checkout, shared by all its students. */
    private static final String SHARED_PLACE = "../shared/data/fashion-mnist";

    // The hashes of MNIST, only there to recognise it, as several independent projects list them.
    private static final List<Idx> FILES =
            List.of(
                    new Idx(
                            "train-images-idx3-ubyte",
                            60_000,
                            28,
                            28,
                            "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
                    new Idx(
                            "train-labels-idx1-ubyte",
                            60_000,
                            0,
                            0,
                            "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                    new Idx(
                            "t10k-images-idx3-ubyte",
                            10_000,
                            28,
                            28,
                            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                    new Idx(
                            "t10k-labels-idx1-ubyte",
                            10_000,
                            0,
                            0,
                            "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
                            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));

    private static final IdxSet PUBLISHED =
            new IdxSet(
                    FILES,
                    "https://github.com/zalandoresearch/fashion-mnist",
                    "14410854cf7a289477dcfc7df3f8ec24741e281cdcc425ede0d9a748ca630214");

    private final IdxSet files;
    private final Download download;
    private final @Nullable String variable;

    /** Uses the published files and mirrors. */
    public FashionMnist() {
        this(PUBLISHED, Download.published(), System.getenv("SUMCAT_DATA"));
    }

    FashionMnist(IdxSet files, Download download, @Nullable String variable) {
        this.files = files;
        this.download = download;
        this.variable = variable;
    }

    /**
     * The folder that has the data, among those named in {@link Datasets}; empty if it must be
     * downloaded. The files are there, but not read yet.
     *
     * @param folder what {@code --data} says, or null
     * @throws DataException if a folder was named, here or in {@code $SUMCAT_DATA}, that lacks it
     */
    public Optional<Path> find(@Nullable Path folder) {
        if (folder != null) {
            return Optional.of(named("--data", folder));
        }
        if (variable != null && !variable.isBlank()) {
            return Optional.of(named("$SUMCAT_DATA", Path.of(variable)));
        }
        return Stream.of(OWN_PLACE, SHARED_PLACE)
                .map(Home.find()::at)
                .filter(place -> files.missing(place).isEmpty())
                .findFirst();
    }

    /**
     * Reads the four files and verifies every byte.
     *
     * @throws DataException if one is missing, cut off, damaged, swapped or of another data set
     */
    public Dataset read(Path folder) {
        return files.read(Dataset.FASHION_MNIST, CLASSES, folder);
    }

    /**
     * Inspects each of the four files in their present or expected place, without downloading.
     *
     * @param folder what {@code --data} says, or null
     * @return for each file, in a fixed order, {@code verified, SHA-256 ...}, {@code missing} or
     *     {@code unusable: ...}
     */
    public Map<String, String> inspect(@Nullable Path folder) {
        return files.inspect(place(folder));
    }

    private Path place(@Nullable Path folder) {
        String named = folder == null ? variable : folder.toString();
        if (named == null || named.isBlank()) {
            return find(null).orElse(Home.find().at(OWN_PLACE));
        }
        Path place = Home.find().resolve(Path.of(named));
        return files.within(place).orElse(place);
    }

    /**
     * Downloads the files that a folder lacks. Other processes that want the same wait meanwhile,
     * and then find them.
     *
     * @param say takes lines of progress
     * @throws IOException if no mirror has them; the part so far is kept, and the next download
     *     resumes
     * @throws DataException if the folder cannot be written
     */
    @SuppressWarnings("try") // the lock is held, not used
    public void fetch(Path folder, Consumer<String> say) throws IOException {
        FETCHING.lock();
        try (var lock = lock(folder, say)) {
            for (Idx file : files.missing(folder)) {
                download.fetch(file.gz(), folder, part -> file.read(part, files.files()), say);
            }
        } finally {
            FETCHING.unlock();
        }
    }

    private static SystemLock lock(Path folder, Consumer<String> say) {
        try {
            return SystemLock.take(
                    SystemLock.of(folder),
                    () -> say.accept("waiting for another process that is fetching the data"));
        } catch (IOException e) {
            throw PartialDownload.unwritable(folder, e);
        }
    }

    /** Checks a folder that the user named: it must have the data. */
    private Path named(String by, Path folder) {
        Path place = Home.find().resolve(folder);
        return files.within(place)
                .orElseThrow(
                        () ->
                                new DataException(
                                        "%s must name a folder with the four Fashion-MNIST files, but %s %s; check the path, or leave it out"
                                                .formatted(
                                                        by, Home.find().show(place), lack(place))));
    }

    private String lack(Path place) {
        if (!Files.isDirectory(place)) {
            return Files.exists(place) ? "is a file" : "is not a folder";
        }
        String near =
                Layout.near(place, files.missing(place))
                        .map(file -> ", though there is " + Home.find().show(file))
                        .orElse("");
        return "lacks " + names(files.missing(place)) + near;
    }

    private static String names(List<Idx> files) {
        return files.stream().map(Idx::gz).collect(Collectors.joining(", "));
    }
}
