package dev.pollux.cloud.sdk;

import com.qiniu.common.QiniuException;
import com.qiniu.http.Client;
import com.qiniu.http.Response;
import com.qiniu.storage.BucketManager;
import com.qiniu.storage.Configuration;
import com.qiniu.storage.Region;
import com.qiniu.storage.UploadManager;
import com.qiniu.util.Auth;
import dev.pollux.media.store.Bucket;
import dev.pollux.media.store.BucketFiles;

import java.util.Optional;

/** A bucket at Qiniu, whose files are read by its domain, signed in case that it is a private one. */
final class QiniuFiles implements BucketFiles {
    private static final int NOT_FOUND = 404;
    private static final int NO_SUCH_FILE = 612;

    private final Bucket bucket;
    private final Auth auth;
    private final Client client;
    private final UploadManager uploads;
    private final BucketManager manager;

    /** @throws IllegalArgumentException without a domain there is no way to a file */
    QiniuFiles(Bucket bucket) {
        if (bucket.domain().isEmpty()) {
            throw new IllegalArgumentException("a bucket at Qiniu needs a domain");
        }
        this.bucket = bucket;
        this.auth = Auth.create(bucket.id(), bucket.secret().reveal());
        Configuration config = configuration(bucket);
        this.client = new Client(config);
        this.uploads = new UploadManager(config, client, null);
        this.manager = new BucketManager(auth, config, client);
    }

    private static Configuration configuration(Bucket bucket) {
        Configuration config = bucket.endpoint().map(endpoint -> {
            String host = endpoint.getRawAuthority();
            Configuration fixed = Configuration
                    .create(new Region.Builder().srcUpHost(host).accUpHost(host).iovipHost(host)
                            .rsHost(host).rsfHost(host).apiHost(host).build());
            fixed.useHttpsDomains = endpoint.getScheme().equals("https");
            return fixed;
        }).orElseGet(() -> Configuration.create(Region.autoRegion()));
        config.connectTimeout = bucket.millis() / 1000;
        config.readTimeout = bucket.millis() / 1000;
        config.writeTimeout = bucket.millis() / 1000;
        config.retryMax = 1;
        return config;
    }

    @Override
    public void put(String name, String type, byte[] bytes) {
        try {
            uploads.put(bytes, name, auth.uploadToken(bucket.name(), name), null, type, true);
        } catch (QiniuException e) {
            throw telling(e);
        }
    }

    @Override
    public Optional<byte[]> get(String name) {
        try {
            Response answer = client.get(auth.privateDownloadUrl(bucket.address(name).orElseThrow()));
            return Optional.of(answer.body());
        } catch (QiniuException e) {
            if (e.code() == NOT_FOUND) {
                return Optional.empty();
            }
            throw telling(e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            manager.delete(bucket.name(), name);
        } catch (QiniuException e) {
            if (e.code() != NO_SUCH_FILE) {
                throw telling(e);
            }
        }
    }

    @Override
    public void close() {
        // the client's connections close by themselves
    }

    /** The exception tells nothing by itself; what it knows is the answer's. */
    private static IllegalStateException telling(QiniuException e) {
        return new IllegalStateException("status " + e.code() + " " + e.error(), e);
    }
}
