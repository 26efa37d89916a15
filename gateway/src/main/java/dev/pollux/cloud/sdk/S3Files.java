package dev.pollux.cloud.sdk;

import dev.pollux.media.store.Bucket;
import dev.pollux.media.store.BucketFiles;
import dev.pollux.media.store.PictureStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

import java.util.Optional;

/** A bucket at Amazon's, or at one of the many services that speak its language. */
final class S3Files implements BucketFiles {
    private final String bucket;
    private final S3Client client;

    S3Files(Bucket bucket) {
        this.bucket = bucket.name();
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
        client.putObject(request -> request.bucket(bucket).key(name).contentType(type)
                .cacheControl(PictureStore.FOR_EVER), RequestBody.fromBytes(bytes));
    }

    @Override
    public Optional<byte[]> get(String name) {
        try {
            return Optional.of(client.getObjectAsBytes(request -> request.bucket(bucket).key(name))
                    .asByteArrayUnsafe());
        } catch (NoSuchKeyException _) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(String name) {
        client.deleteObject(request -> request.bucket(bucket).key(name));
    }

    @Override
    public void close() {
        client.close();
    }
}
