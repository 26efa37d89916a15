package dev.pollux.cloud.sdk;

import com.google.auth.Retryable;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ServiceAccountCredentials;
import dev.pollux.cloud.Issuer;
import dev.pollux.network.Network;
import dev.pollux.secret.Secret;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Google's own: a key file signs what is asked, and a token comes back. */
final class GoogleIssuer implements Issuer {
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private final ServiceAccountCredentials credentials;

    private GoogleIssuer(ServiceAccountCredentials credentials) {
        this.credentials = credentials;
    }

    static GoogleIssuer of(Path file, Function<URI, Network.Way> ways) {
        try (InputStream in = Files.newInputStream(file)) {
            var read = ServiceAccountCredentials.fromStream(in);
            var way = new TokenWay(ways.apply(read.getTokenServerUri()));
            return new GoogleIssuer(
                    read.toBuilder().setScopes(List.of(SCOPE)).setHttpTransportFactory(way).build());
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("no key file of a service account: " + file, e);
        }
    }

    @Override
    public String account() {
        return credentials.getClientEmail();
    }

    @Override
    public Optional<String> project() {
        return Optional.ofNullable(credentials.getProjectId());
    }

    @Override
    public Token issue() throws IOException {
        try {
            AccessToken made = credentials.refreshAccessToken();
            return new Token(Secret.of(made.getTokenValue()),
                    Objects.requireNonNull(made.getExpirationTime(), "a token without end").toInstant());
        } catch (IOException e) {
            throw e instanceof Retryable told && !told.isRetryable() ? new RefusedException(e) : e;
        }
    }
}
