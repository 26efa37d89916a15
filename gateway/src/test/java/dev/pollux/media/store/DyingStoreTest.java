package dev.pollux.media.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.media.Gallery;
import dev.pollux.media.store.BucketTest.Kind;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.FailureException;
import dev.pollux.model.Marks;
import dev.pollux.sandbox.reply.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** A store that dies in the middle of a picture: no picture is lost, nobody waits for ever, no connection stays. */
class DyingStoreTest {
    private static final Source.Inline BYTES = new Source.Inline(Picture.png(0));
    private static final Media PICTURE = new Media(Media.Kind.IMAGE, BYTES, Optional.of("image/png"),
            Optional.empty(), Optional.empty(), Marks.NONE);
    private static final String KEY = "secret-of-the-key";
    private static final byte[] LONG = new byte[3_000_000];

    @ParameterizedTest
    @CsvSource({"S3,false", "S3,true", "TENCENT,false", "TENCENT,true", "QINIU,false", "QINIU,true"})
    void aServerThatDiesOnTheWayInIsAFailureAndThePictureADataUrl(Kind kind, boolean silent) {
        try (var server = new DyingServer(silent); PictureStore store = open(kind, server)) {
            assertThatThrownBy(() -> store.put("a.png", "image/png", LONG)).isInstanceOf(StoreException.class)
                    .hasMessageContaining(silent ? "within 2 s" : "");
            var gallery = new Gallery(store, LONG.length);
            assertThat(gallery.address(PICTURE, BYTES, "http://here"))
                    .isEqualTo("data:image/png;base64," + BYTES.base64());
        }
    }

    @ParameterizedTest
    @CsvSource({"S3,false", "S3,true", "TENCENT,false", "TENCENT,true", "QINIU,false", "QINIU,true"})
    void aServerThatDiesOnTheWayOutIsAFailureAndNoHalfPicture(Kind kind, boolean silent) {
        try (var server = new DyingServer(silent); PictureStore store = open(kind, server)) {
            String name = Names.next("image/png").orElseThrow();
            assertThatThrownBy(() -> store.get(name)).isInstanceOf(StoreException.class)
                    .hasMessageContaining(silent ? "within 2 s" : "");
            var gallery = new Gallery(store, LONG.length);
            assertThatThrownBy(() -> gallery.recall("http://here/images/" + name)).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> gallery.show(name)).isInstanceOf(FailureException.class);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX) // which has a file to which nothing more can be written
    void aFullDiskIsAFailureThatLeavesNothingBehind(@TempDir Path folder) throws Exception {
        var store = new LocalStore(folder, Duration.ofDays(1), 1_000_000, InstantSource.system());
        String first = Names.next("image/png").orElseThrow();
        store.put(first, "image/png", new byte[1_000]);
        String name = Names.next("image/png").orElseThrow();
        Files.createSymbolicLink(folder.resolve(name + ".part"), Path.of("/dev/full"));
        assertThatThrownBy(() -> store.put(name, "image/png", new byte[1_000])).isInstanceOf(StoreException.class)
                .hasMessageContaining("No space left");
        assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith(first));
        store.put(name, "image/png", new byte[1_000]);
        assertThat(store.get(name)).isPresent();
    }

    private static PictureStore open(Kind kind, DyingServer server) {
        return new BucketStore(kind.bucket(server.base(), KEY, Duration.ofSeconds(2)),
                kind.files(kind.bucket(server.base(), KEY, Duration.ofSeconds(5)))); // which would take longer
    }
}
