package dev.pollux.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the files of settings time and again, and tells when other words stand in them.
 *
 * <p>It looks at what a path leads to, not at events of a folder: so it does not matter whether a file is written, put in
 * the place of another, or behind a link that is turned to another folder, and it works on file systems of networks. A
 * change counts when two looks in a row have seen the same, so that no file is taken half written. A file that is gone is
 * waited for: editors and deployments take one away before they put the next in its place.
 */
public final class Watch implements AutoCloseable {
    private final Sources sources;
    private final Runnable changed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Map<Path, Optional<ByteBuffer>> known;
    private Map<Path, Optional<ByteBuffer>> last;

    private Watch(Sources sources, Runnable changed) {
        this.sources = sources;
        this.changed = changed;
        this.known = contents();
        this.last = known;
    }

    /** @param changed is run after each change, and throws nothing */
    public static Watch start(Sources sources, Duration interval, Runnable changed) {
        Watch watch = idle(sources, changed);
        Thread.ofVirtual().name("settings-watch").start(() -> watch.run(interval));
        return watch;
    }

    /** One that looks only when {@link #look} is called. */
    static Watch idle(Sources sources, Runnable changed) {
        return new Watch(sources, changed);
    }

    private void run(Duration interval) {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        Map<Path, Optional<ByteBuffer>> seen = contents();
        boolean settled = seen.equals(last);
        last = seen;
        if (!settled || seen.equals(known)) {
            return;
        }
        boolean gone = seen.entrySet().stream().anyMatch(file -> file.getValue().isEmpty()
                && known.getOrDefault(file.getKey(), Optional.empty()).isPresent());
        if (!gone) {
            known = seen;
            changed.run();
        }
    }

    /** Of all files; empty for those that cannot be read. */
    private Map<Path, Optional<ByteBuffer>> contents() {
        var contents = new HashMap<Path, Optional<ByteBuffer>>();
        sources.files().forEach(file -> contents.put(file, content(file)));
        return contents;
    }

    private static Optional<ByteBuffer> content(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= Folder.LONGEST
                    ? Optional.of(ByteBuffer.wrap(Files.readAllBytes(file)))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // gone between two questions
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
