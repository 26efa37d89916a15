package dev.pollux.media.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.cloud.Clouds;
import dev.pollux.secret.Secret;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Each store of buckets before a server of its kind that checks what is signed. */
class BucketTest {
    private static final String NAME = "pictures-1250000000";
    private static final String ID = "id-of-the-key";
    private static final String SECRET = "secret-of-the-key";
    private static final byte[] PICTURE = new byte[300_000];

    static {
        Arrays.fill(PICTURE, (byte) 7);
    }

    /** A server, and the store that goes with it. */
    enum Kind {
        S3, TENCENT, QINIU;

        Running start() throws Exception {
            return switch (this) {
                case S3 -> s3();
                case TENCENT -> {
                    var server = new TencentServer(ID, SECRET);
                    yield new Running(server.base(), server::close);
                }
                case QINIU -> {
                    var server = new QiniuServer(NAME, ID, SECRET);
                    yield new Running(server.base(), server::close);
                }
            };
        }

        private static Running s3() throws Exception {
            var blobs = new TransientNio2BlobStore();
            blobs.createContainer(NAME);
            S3Proxy server = S3Proxy.builder().blobStore(blobs).endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, ID, SECRET).build();
            server.start();
            return new Running(URI.create("http://127.0.0.1:" + server.getPort()), server::stop);
        }

        PictureStore open(URI base, String secret) {
            Bucket bucket = bucket(base, secret, Duration.ofSeconds(5));
            return new BucketStore(bucket, files(bucket));
        }

        Bucket bucket(URI base, String secret, Duration timeout) {
            return new Bucket(NAME, Optional.of(base), "eu-central-1", ID, Secret.of(secret),
                    Optional.of(base + "/" + (this == S3 ? NAME : "files")), timeout);
        }

        BucketFiles files(Bucket bucket) {
            return switch (this) {
                case S3 -> Clouds.load().s3(bucket);
                case TENCENT -> Clouds.load().tencent(bucket);
                case QINIU -> Clouds.load().qiniu(bucket);
            };
        }
    }

    record Running(URI base, Stop stop) implements AutoCloseable {
        @Override
        public void close() {
            try {
                stop.stop();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @FunctionalInterface
    interface Stop {
        void stop() throws Exception;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsPutCanBeGotUntilItIsDeleted(Kind kind) throws Exception {
        try (Running server = kind.start(); PictureStore store = kind.open(server.base(), SECRET)) {
            String name = Names.next("image/png").orElseThrow();
            assertThat(store.get(name)).isEmpty();
            store.put(name, "image/png", PICTURE);
            assertThat(store.get(name)).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(PICTURE));
            assertThat(store.address(name)).hasValueSatisfying(
                    address -> assertThat(address).startsWith(server.base().toString()).endsWith("/" + name));
            store.delete(name);
            assertThat(store.get(name)).isEmpty();
            store.delete(name);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aWrongKeyIsAFailureThatDoesNotShowIt(Kind kind) throws Exception {
        String wrong = "a-wrong-secret-of-the-key";
        try (Running server = kind.start(); PictureStore store = kind.open(server.base(), wrong)) {
            assertThatThrownBy(() -> store.put("a.png", "image/png", PICTURE)).isInstanceOf(StoreException.class)
                    .hasMessageContaining(NAME).hasMessageNotContaining(wrong);
            assertThatThrownBy(() -> store.get("a.png")).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.delete("a.png")).isInstanceOf(StoreException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aServerThatGoesAwayInTheMiddleIsAFailure(Kind kind) throws Exception {
        Running server = kind.start();
        try (PictureStore store = kind.open(server.base(), SECRET)) {
            store.put("a.png", "image/png", PICTURE);
            server.close();
            assertThatThrownBy(() -> store.get("a.png")).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.put("b.png", "image/png", PICTURE)).isInstanceOf(StoreException.class);
        }
    }
}
