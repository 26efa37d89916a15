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

class LocalStoreTest {
    private static final String PNG = "image/png";

    @TempDir
    private Path folder;
    private Instant now = Instant.now();
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
    void aFileTooOldIsGoneForWhoeverAsksAndSweptAwayAtTheNextStart() throws IOException {
        String old = put(1);
        Path stranger = Files.writeString(folder.resolve("deep/images/notes.txt"), "mine");
        Files.setLastModifiedTime(stranger, FileTime.from(Instant.EPOCH));
        now = now.plus(Duration.ofDays(2));
        assertThat(store.get(old)).isEmpty();
        assertThat(folder.resolve("deep/images").resolve(old)).exists();
        String young = put(1);
        age(young, Duration.ofHours(23));
        open();
        store.sweeping();
        while (Files.exists(folder.resolve("deep/images").resolve(old))) {
            Thread.onSpinWait();
        }
        store.close();
        assertThat(store.get(young)).isPresent();
        assertThat(stranger).exists();
    }

    @Test
    void nobodySeesAFileBeforeItIsWhole() throws IOException {
        String name = Names.next(PNG).orElseThrow();
        Path part = folder.resolve("deep/images").resolve(name + ".part");
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
        Path part = Files.write(folder.resolve("deep/images").resolve(Names.next(PNG).orElseThrow() + ".part"),
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

    private String put(int bytes) {
        String name = Names.next(PNG).orElseThrow();
        store.put(name, PNG, new byte[bytes]);
        return name;
    }

    private void age(String name, Duration by) throws IOException {
        Files.setLastModifiedTime(folder.resolve("deep/images").resolve(name), FileTime.from(now.minus(by)));
    }
}
