package dev.pollux;

import dev.pollux.cloud.Clouds;
import dev.pollux.config.Configuration;
import dev.pollux.config.Key;
import dev.pollux.config.Keys;
import dev.pollux.media.store.Bucket;
import dev.pollux.media.store.BucketFiles;
import dev.pollux.media.store.BucketStore;
import dev.pollux.media.store.LocalStore;
import dev.pollux.media.store.PictureStore;
import dev.pollux.secret.Secret;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;

/** The store of pictures that a configuration chooses; the clouds' libraries are loaded only for a bucket. */
final class Stores {

    private Stores() {}

    static PictureStore of(Configuration config, InstantSource clock) {
        return switch (config.get(Keys.MEDIA_STORE)) {
            case "s3" -> store(bucket(config, Keys.S3_BUCKET, config.get(Keys.S3_ENDPOINT),
                    config.get(Keys.S3_REGION), Keys.S3_ID, Keys.S3_SECRET, Keys.S3_DOMAIN), Clouds::s3);
            case "tencent" -> store(bucket(config, Keys.TENCENT_BUCKET, Optional.empty(),
                    config.get(Keys.TENCENT_REGION).orElseThrow(), Keys.TENCENT_ID, Keys.TENCENT_SECRET,
                    Keys.TENCENT_DOMAIN), Clouds::tencent);
            case "qiniu" -> store(bucket(config, Keys.QINIU_BUCKET, Optional.empty(), "", Keys.QINIU_ID,
                    Keys.QINIU_SECRET, Keys.QINIU_DOMAIN), Clouds::qiniu);
            default -> new LocalStore(config.get(Keys.MEDIA_DIRECTORY), config.get(Keys.MEDIA_KEEP),
                    config.get(Keys.MEDIA_STORE_LIMIT), clock).sweeping();
        };
    }

    private static PictureStore store(Bucket bucket, BiFunction<Clouds, Bucket, BucketFiles> library) {
        return new BucketStore(bucket, library.apply(Clouds.load(), bucket));
    }

    /** The configuration has been checked: what a store needs is there. */
    private static Bucket bucket(Configuration config, Key<Optional<String>> name, Optional<URI> endpoint,
            String region, Key<Optional<String>> id, Key<Optional<Secret>> secret, Key<Optional<String>> domain) {
        return new Bucket(config.get(name).orElseThrow(), endpoint, region, config.get(id).orElseThrow(),
                config.get(secret).orElseThrow(), config.get(domain).map(Stores::address),
                config.get(Keys.MEDIA_STORE_TIMEOUT));
    }

    /** People write domains with and without what stands around them. */
    private static String address(String domain) {
        return (domain.contains("://") ? domain : "https://" + domain).replaceAll("/+$", "");
    }
}
