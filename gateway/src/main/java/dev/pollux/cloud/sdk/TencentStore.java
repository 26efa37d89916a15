package dev.pollux.cloud.sdk;

import com.qcloud.cos.COSClient;
import com.qcloud.cos.ClientConfig;
import com.qcloud.cos.auth.BasicCOSCredentials;
import com.qcloud.cos.endpoint.UserSpecifiedEndpointBuilder;
import com.qcloud.cos.exception.CosClientException;
import com.qcloud.cos.exception.CosServiceException;
import com.qcloud.cos.http.HttpProtocol;
import com.qcloud.cos.model.COSObject;
import com.qcloud.cos.model.ObjectMetadata;
import com.qcloud.cos.region.Region;
import dev.pollux.media.store.Bucket;
import dev.pollux.media.store.PictureStore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/** A bucket at Tencent Cloud (COS). */
final class TencentStore implements PictureStore {
    private static final int NOT_FOUND = 404;

    private final Bucket bucket;
    private final COSClient client;

    TencentStore(Bucket bucket) {
        this.bucket = bucket;
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
        facts.setCacheControl(FOR_EVER);
        try {
            client.putObject(bucket.name(), name, new ByteArrayInputStream(bytes), facts);
        } catch (CosClientException e) {
            throw bucket.failed("takes nothing", e);
        }
    }

    @Override
    public Optional<byte[]> get(String name) {
        try (COSObject file = client.getObject(bucket.name(), name)) {
            return Optional.of(file.getObjectContent().readAllBytes());
        } catch (CosServiceException e) {
            if (e.getStatusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw bucket.failed("gives nothing", e);
        } catch (CosClientException | IOException e) {
            throw bucket.failed("gives nothing", e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            client.deleteObject(bucket.name(), name);
        } catch (CosClientException e) {
            throw bucket.failed("deletes nothing", e);
        }
    }

    @Override
    public Optional<String> address(String name) {
        return bucket.address(name);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
