package dev.pollux.media.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

class LocalStoreTest {
    private static final String PNG = "image/png";

    @TempDir
    private Path folder;
    private Instant now = Instant.now();
    private final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
    private final Semaphore hours = new Semaphore(0);
    private LocalStore store;

    @BeforeEach
    void open() {
        store = new LocalStore(folder.resolve("deep/images"), Duration.ofDays(1), 100, () -> now);
    }

    @Test
    void whatIsPutCanBeGotUntilItIsDeleted() {
        String name = put(3);
        assertThat(store.get(name)).hasValueSatisfying(bytes -> assertThat(bytes).hasSize(3));
        store.delete(name);
        assertThat(store.get(name)).isEmpty();
        store.delete(name);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOldestGoesWhenAnotherNeedsItsPlace(boolean restarted) throws IOException {
        String oldest = put(40);
        age(oldest, Duration.ofMinutes(2));
        String older = put(40);
        age(older, Duration.ofMinutes(1));
        if (restarted) {
            open();
        }
        String newest = put(40);
        assertThat(store.get(oldest)).isEmpty();
        assertThat(store.get(older)).isPresent();
        assertThat(store.get(newest)).isPresent();
    }

    @Test
    @Timeout(30)
    void aFileTooOldIsGoneForWhoeverAsksAndSweptAwayAtTheNextStart() throws IOException, InterruptedException {
        String old = put(1);
        Path stranger = Files.writeString(folder.resolve("deep/images/notes.txt"), "mine");
        Files.setLastModifiedTime(stranger, FileTime.from(Instant.EPOCH));
        now = now.plus(Duration.ofDays(2));
        assertThat(store.get(old)).isEmpty();
        assertThat(file(old)).exists();
        String young = put(1);
        age(young, Duration.ofHours(23));
        open();
        sweep();
        assertThat(file(old)).doesNotExist();
        assertThat(store.get(young)).isPresent();
        assertThat(stranger).exists();
    }

    @Test
    @Timeout(30)
    void aFileTooOldIsSweptAwayWithinTheHourAlthoughNobodyAsksOrPuts() throws InterruptedException {
        sweep();
        String first = put(1);
        sweepAgain();
        assertThat(file(first)).exists();
        now = now.plus(Duration.ofDays(2));
        sweepAgain();
        assertThat(file(first)).doesNotExist();
    }

    @Test
    void nobodySeesAFileBeforeItIsWhole() throws IOException {
        String name = Names.next(PNG).orElseThrow();
        Path part = file(name + ".part");
        put(1);
        Files.write(part, new byte[50]); // as it is while it is being written
        assertThat(store.get(name)).isEmpty();
        store.put(name, PNG, new byte[3]);
        assertThat(store.get(name)).hasValueSatisfying(bytes -> assertThat(bytes).hasSize(3));
        assertThat(part).doesNotExist();
    }

    @Test
    void whatWasLeftHalfWrittenGoesToo() throws IOException {
        put(1);
        Path part = Files.write(file(Names.next(PNG).orElseThrow() + ".part"),
                new byte[50]);
        Files.setLastModifiedTime(part, FileTime.from(now.minus(Duration.ofDays(2))));
        open();
        put(1);
        assertThat(part).doesNotExist();
    }

    @Test
    void whatIsLongerThanAllTogetherIsRefused() {
        assertThatThrownBy(() -> put(101)).isInstanceOf(StoreException.class).hasMessageContaining("101 bytes");
    }

    @Test
    void aFolderThatCannotBeMadeIsAFailureWithItsReason() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        var broken = new LocalStore(file, Duration.ofDays(1), 100, () -> now);
        assertThatThrownBy(() -> broken.put("a.png", PNG, new byte[1])).isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be written");
    }

    /** The first sweep; behind it an hour begins that is over when the test says so. */
    private void sweep() throws InterruptedException {
        store.sweeping(time -> {
            pauses.put(time);
            hours.acquire();
            return false;
        });
        assertThat(pauses.take()).isEqualTo(Duration.ofHours(1));
    }

    private void sweepAgain() throws InterruptedException {
        hours.release();
        assertThat(pauses.take()).isEqualTo(Duration.ofHours(1));
    }

    private Path file(String name) {
        return folder.resolve("deep/images").resolve(name);
    }

    private String put(int bytes) {
        String name = Names.next(PNG).orElseThrow();
        store.put(name, PNG, new byte[bytes]);
        return name;
    }

    private void age(String name, Duration by) throws IOException {
        Files.setLastModifiedTime(file(name), FileTime.from(now.minus(by)));
    }
}
