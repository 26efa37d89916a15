package dev.pollux.media.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A folder of files, of which the oldest go when they are too old or too many.
 *
 * <p>A file past its age is gone for whoever asks, whether it has been swept away or not.
 */
public final class LocalStore implements PictureStore {
    private static final String UNFINISHED = ".part";
    private static final Logger LOG = LoggerFactory.getLogger(LocalStore.class);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    private final Path folder;
    private final Duration age;
    private final long size;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private long held = -1;

    /**
     * @param folder is made when the first file comes
     * @param age after which a file goes
     * @param size bytes of all files together
     */
    public LocalStore(Path folder, Duration age, long size, InstantSource clock) {
        this.folder = folder;
        this.age = age;
        this.size = size;
        this.clock = clock;
    }

    /** Waits between two sweeps. */
    interface Pause {
        /** @return whether the store was closed meanwhile, and is not to be swept any more */
        boolean isLast(Duration time) throws InterruptedException;
    }

    /** Sweeps away what is past its age, now and each hour until it is closed. */
    public LocalStore sweeping() {
        return sweeping(time -> closed.await(time.toMillis(), TimeUnit.MILLISECONDS));
    }

    LocalStore sweeping(Pause pause) {
        Thread.ofVirtual().name("pictures-sweep").start(() -> {
            try {
                do {
                    sweep();
                } while (!pause.isLast(BETWEEN_SWEEPS));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    /** What cannot be swept now may be the next time. */
    private void sweep() {
        lock.lock();
        try {
            if (Files.isDirectory(folder)) {
                sweep(0);
            }
        } catch (IOException e) {
            LOG.warn("Old pictures could not be swept away: {}", failed("cannot be changed", e).getMessage());
        } finally {
            lock.unlock();
        }
    }

    private record Kept(Path path, Instant since, long size) {}

    @Override
    public void put(String name, String type, byte[] bytes) {
        if (bytes.length > size) {
            throw new StoreException("a file of " + bytes.length + " bytes is longer than all files may be together");
        }
        try {
            makeRoom(bytes.length);
            Path part = folder.resolve(name + UNFINISHED);
            try {
                Files.write(part, bytes);
                Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Files.deleteIfExists(part);
                throw e;
            }
        } catch (IOException e) {
            throw failed("cannot be written", e);
        }
    }

    @Override
    public Optional<byte[]> get(String name) {
        Path file = folder.resolve(name);
        try {
            Instant since = Files.getLastModifiedTime(file).toInstant();
            return isOver(since) ? Optional.empty() : Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("cannot be read", e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw failed("cannot be changed", e);
        }
    }

    @Override
    public Optional<String> address(String name) {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** Forgets the oldest files until one of this length fits. */
    private void makeRoom(long length) throws IOException {
        lock.lock();
        try {
            if (held < 0 || held + length > size) {
                Files.createDirectories(folder);
                sweep(length);
            }
            held += length;
        } finally {
            lock.unlock();
        }
    }

    private void sweep(long length) throws IOException {
        List<Kept> files = files();
        files.sort(Comparator.comparing(Kept::since));
        held = files.stream().mapToLong(Kept::size).sum();
        for (Kept file : files) {
            if (held + length <= size && !isOver(file.since())) {
                return;
            }
            Files.deleteIfExists(file.path());
            held -= file.size();
        }
    }

    private List<Kept> files() throws IOException {
        var files = new ArrayList<Kept>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, path -> Names.isOurs(name(path)))) {
            for (Path path : all) {
                BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class);
                files.add(new Kept(path, facts.lastModifiedTime().toInstant(), facts.size()));
            }
        }
        return files;
    }

    /** What lies in the folder beside our files is none of our business. */
    private static String name(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(UNFINISHED) ? name.substring(0, name.length() - UNFINISHED.length()) : name;
    }

    private boolean isOver(Instant since) {
        return since.plus(age).isBefore(clock.instant());
    }

    private StoreException failed(String what, IOException cause) {
        return new StoreException("the folder " + folder + " " + what + ": " + cause.getClass().getSimpleName() + " "
                + cause.getMessage(), cause);
    }
}
