package dev.pollux.cloud.sdk;

import dev.pollux.media.store.Bucket;
import dev.pollux.media.store.PictureStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

import java.util.Optional;

/** A bucket at Amazon's, or at one of the many services that speak its language. */
final class S3Store implements PictureStore {
    private final Bucket bucket;
    private final S3Client client;

    S3Store(Bucket bucket) {
        this.bucket = bucket;
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(bucket.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(bucket.id(), bucket.secret().reveal())))
                .httpClientBuilder(Apache5HttpClient.builder().connectionTimeout(bucket.timeout())
                        .socketTimeout(bucket.timeout()))
                .overrideConfiguration(config -> config.apiCallTimeout(bucket.timeout()))
                // services that only resemble Amazon's know nothing of its newer checksums
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        bucket.endpoint().ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
        this.client = builder.build();
    }

    @Override
    public void put(String name, String type, byte[] bytes) {
        try {
            client.putObject(request -> request.bucket(bucket.name()).key(name).contentType(type)
                    .cacheControl(FOR_EVER), RequestBody.fromBytes(bytes));
        } catch (SdkException e) {
            throw bucket.failed("takes nothing", e);
        }
    }

    @Override
    public Optional<byte[]> get(String name) {
        try {
            return Optional.of(client.getObjectAsBytes(request -> request.bucket(bucket.name()).key(name))
                    .asByteArrayUnsafe());
        } catch (NoSuchKeyException _) {
            return Optional.empty();
        } catch (SdkException e) {
            throw bucket.failed("gives nothing", e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            client.deleteObject(request -> request.bucket(bucket.name()).key(name));
        } catch (SdkException e) {
            throw bucket.failed("deletes nothing", e);
        }
    }

    @Override
    public Optional<String> address(String name) {
        return bucket.address(name);
    }

    @Override
    public void close() {
        client.close();
    }
}
