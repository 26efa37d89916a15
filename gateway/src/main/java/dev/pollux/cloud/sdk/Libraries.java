package dev.pollux.cloud.sdk;

import dev.pollux.cloud.Clouds;
import dev.pollux.cloud.Issuer;
import dev.pollux.media.store.Bucket;
import dev.pollux.media.store.BucketFiles;
import dev.pollux.network.Network;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;

/** All clouds, each by its own library. Public, with a public constructor, for {@link Clouds#load}. */
public final class Libraries implements Clouds {

    @Override
    public BucketFiles s3(Bucket bucket) {
        return new S3Files(bucket);
    }

    @Override
    public BucketFiles tencent(Bucket bucket) {
        return new TencentFiles(bucket);
    }

    @Override
    public BucketFiles qiniu(Bucket bucket) {
        return new QiniuFiles(bucket);
    }

    @Override
    public Issuer google(Path file, Function<URI, Network.Way> ways) {
        return GoogleIssuer.of(file, ways);
    }
}
