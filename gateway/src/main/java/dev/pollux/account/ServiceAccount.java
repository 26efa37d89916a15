package dev.pollux.account;

import dev.pollux.cloud.Clouds;
import dev.pollux.cloud.Issuer;
import dev.pollux.cloud.Issuer.Token;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.network.Network;
import dev.pollux.network.Proxy;
import dev.pollux.secret.Secret;
import dev.pollux.thread.Threads;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A service account of Google's: gives the token that stands for it now.
 *
 * <p>A token is renewed in the background before it expires, so a request waits for one only if there is none: the first
 * time, and after a long silence.
 */
public final class ServiceAccount implements Supplier<Secret> {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceAccount.class);
    /** The rest of a token's time in which it is renewed. */
    private static final Duration MARGIN = Duration.ofMinutes(5);
    /** For which a request waits for a token. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Between a failure and the next try. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Issuer issuer;
    private final InstantSource clock;
    private @Nullable Token token;
    private @Nullable CompletableFuture<Token> renewal;
    private Instant nextTry = Instant.MIN;

    private ServiceAccount(Issuer issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * One whose tokens are fetched directly.
     *
     * @param file its key file, as Google's console makes it
     * @throws IllegalArgumentException if it is none
     */
    public static ServiceAccount of(Path file, InstantSource clock) {
        return of(file, clock, _ -> new Network.Way(Proxy.DIRECT, List.of()));
    }

    /** @param ways how the address is reached at which tokens are given */
    public static ServiceAccount of(Path file, InstantSource clock, Function<URI, Network.Way> ways) {
        return new ServiceAccount(Clouds.load().google(file, ways), clock);
    }

    /** Its name, an address of mail. */
    public String name() {
        return issuer.account();
    }

    /**
     * Where Vertex AI answers it.
     *
     * @param given an address that the settings name; only one without a path is completed
     * @throws IllegalArgumentException if that makes no address
     */
    public URI address(Optional<URI> given, Optional<String> project, String location) {
        if (given.isPresent() && given.get().getPath().length() > 1) {
            return given.get();
        }
        String host = location.equals("global")
                ? "https://aiplatform.googleapis.com"
                : "https://" + location + "-aiplatform.googleapis.com";
        String root = given.map(URI::toString).orElse(host).replaceAll("/$", "");
        String owner = project.or(issuer::project)
                .orElseThrow(
                        () -> new IllegalArgumentException("no project: neither the file nor the settings name it"));
        return URI.create(root + "/v1/projects/" + owner + "/locations/" + location + "/publishers/google");
    }

    /** @throws FailureException if there is no token */
    @Override
    public Secret get() {
        CompletableFuture<Token> coming;
        synchronized (this) {
            Instant now = clock.instant();
            Token held = token;
            if (held == null || !now.plus(MARGIN).isBefore(held.end())) {
                renew(now);
            }
            if (held != null && now.isBefore(held.end())) {
                return held.secret();
            }
            coming = Objects.requireNonNull(renewal);
        }
        return await(coming).secret();
    }

    private void renew(Instant now) {
        CompletableFuture<Token> last = renewal;
        if (last == null || (last.isDone() && !now.isBefore(nextTry))) {
            var next = new CompletableFuture<Token>();
            renewal = next;
            Threads.start(() -> fetch(next));
        }
    }

    private void fetch(CompletableFuture<Token> result) {
        try {
            took(result, issuer.issue());
        } catch (IOException | RuntimeException e) {
            LOG.warn("no token for the service account {}: {}", name(), e.getMessage());
            missed(result, e instanceof Issuer.RefusedException
                    ? Failure.of(Failure.Kind.KEY_REFUSED, "The gateway's service account gets no token.")
                    : Failure.of(Failure.Kind.UPSTREAM_REFUSED,
                            "There is no token for the gateway's service account at the moment."));
        }
    }

    private synchronized void took(CompletableFuture<Token> result, Token made) {
        token = made;
        renewal = null;
        result.complete(made);
    }

    private synchronized void missed(CompletableFuture<Token> result, Failure failure) {
        nextTry = clock.instant().plus(PAUSE);
        result.completeExceptionally(new FailureException(failure));
    }

    private static Token await(CompletableFuture<Token> coming) {
        try {
            return coming.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new FailureException(Failure.of(Failure.Kind.CLIENT_GONE, "The client has left."));
        } catch (TimeoutException _) {
            throw new FailureException(Failure.of(Failure.Kind.UPSTREAM_TIMEOUT,
                    "A token for the gateway's service account did not come in time."));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FailureException failed
                    ? new FailureException(failed.failure())
                    : new IllegalStateException(e);
        }
    }
}
