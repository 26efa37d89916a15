package dev.pollux.cloud.sdk;

import com.qcloud.cos.COSClient;
import com.qcloud.cos.ClientConfig;
import com.qcloud.cos.auth.BasicCOSCredentials;
import com.qcloud.cos.endpoint.UserSpecifiedEndpointBuilder;
import com.qcloud.cos.exception.CosServiceException;
import com.qcloud.cos.http.HttpProtocol;
import com.qcloud.cos.model.COSObject;
import com.qcloud.cos.model.ObjectMetadata;
import com.qcloud.cos.region.Region;
import dev.pollux.media.store.Bucket;
import dev.pollux.media.store.BucketFiles;
import dev.pollux.media.store.PictureStore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/** A bucket at Tencent Cloud (COS). */
final class TencentFiles implements BucketFiles {
    private static final int NOT_FOUND = 404;

    private final String bucket;
    private final COSClient client;

    TencentFiles(Bucket bucket) {
        this.bucket = bucket.name();
        var config = new ClientConfig(new Region(bucket.region()));
        config.setConnectionTimeout(bucket.millis());
        config.setSocketTimeout(bucket.millis());
        config.setMaxErrorRetry(1);
        config.setHttpProtocol(HttpProtocol.https);
        config.setPrintShutdownStackTrace(false);
        bucket.endpoint().ifPresent(endpoint -> {
            config.setEndpointBuilder(
                    new UserSpecifiedEndpointBuilder(endpoint.getRawAuthority(), endpoint.getRawAuthority()));
            config.setHttpProtocol(HttpProtocol.valueOf(endpoint.getScheme()));
        });
        this.client = new COSClient(new BasicCOSCredentials(bucket.id(), bucket.secret().reveal()), config);
    }

    @Override
    public void put(String name, String type, byte[] bytes) {
        var facts = new ObjectMetadata();
        facts.setContentLength(bytes.length);
        facts.setContentType(type);
        facts.setCacheControl(PictureStore.FOR_EVER);
        client.putObject(bucket, name, new ByteArrayInputStream(bytes), facts);
    }

    @Override
    public Optional<byte[]> get(String name) throws IOException {
        try (COSObject file = client.getObject(bucket, name)) {
            return Optional.of(file.getObjectContent().readAllBytes());
        } catch (CosServiceException e) {
            if (e.getStatusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void delete(String name) {
        client.deleteObject(bucket, name);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
