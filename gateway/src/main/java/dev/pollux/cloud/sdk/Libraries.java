package dev.pollux.cloud.sdk;

import dev.pollux.cloud.Clouds;
import dev.pollux.cloud.Issuer;
import dev.pollux.media.store.Bucket;
import dev.pollux.media.store.PictureStore;
import dev.pollux.network.Network;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;

/** All clouds, each by its own library. Public, with a public constructor, for {@link Clouds#load}. */
public final class Libraries implements Clouds {

    @Override
    public PictureStore s3(Bucket bucket) {
        return new S3Store(bucket);
    }

    @Override
    public PictureStore tencent(Bucket bucket) {
        return new TencentStore(bucket);
    }

    @Override
    public PictureStore qiniu(Bucket bucket) {
        return new QiniuStore(bucket);
    }

    @Override
    public Issuer google(Path file, Function<URI, Network.Way> ways) {
        return GoogleIssuer.of(file, ways);
    }
}
