package dev.pollux.upstream;

import dev.pollux.dialect.Dialect;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.upstream.Intake.Head;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers that are none, as their heads show: refusals of the vendor, of a proxy before it, and pages of others. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    /** Bytes of a refusal that are looked at: no vendor has more to say. */
    private static final int MOST_READ = 64 * 1024;
    private static final Pattern HOST = Pattern.compile("^https?://[\\w.-]{1,253}(:\\d{1,5})?(?=[/?#]|$)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,3})?");

    private Refusals() {}

    /** @throws FailureException unless the answer is one, by its status */
    static void throwIn(HttpCall call, Head head, Dialect dialect) {
        int status = head.status();
        if (status >= 300 && status < 400) {
            LOG.warn("An upstream redirects to {}: redirects are not followed.", host(call.headers()));
            throw failed(Failure.Kind.UPSTREAM_ERROR, "The upstream redirects; redirects are not followed.");
        }
        if (status == 407) {
            throw failed(Failure.Kind.UPSTREAM_REFUSED, "The proxy to the upstream does not accept the login.");
        }
        if (status != 200 && status < 400) {
            throw failed(Failure.Kind.UPSTREAM_GARBAGE,
                    "The upstream answered with status " + status + ", which is no answer.");
        }
        if (status != 200) {
            throw new FailureException(read(head, dialect, call.rest()));
        }
    }

    /** Where a redirect leads, as far as it is nobody's secret: a wrong address in the settings shows by that. */
    private static String host(List<Map.Entry<String, String>> headers) {
        return headers.stream().filter(header -> header.getKey().equalsIgnoreCase("location"))
                .map(header -> HOST.matcher(header.getValue())).filter(Matcher::find).map(Matcher::group)
                .findFirst().orElse("another path");
    }

    static void throwUnlessJson(Head head) {
        if (!head.contentType().contains("json")) {
            throw failed(Failure.Kind.UPSTREAM_GARBAGE, "The upstream answered with something that is not JSON.");
        }
    }

    /** What a vendor's refusal means. */
    static Failure read(Head head, Dialect dialect, byte[] body) {
        byte[] read = body.length > MOST_READ ? Arrays.copyOf(body, MOST_READ) : body;
        return dialect.readFailure(head.status(), retryAfter(head, InstantSource.system()), read);
    }

    /** When the vendor wants to be asked again; nothing, where it says no more than "now". */
    static Optional<Duration> retryAfter(Head head, InstantSource clock) {
        return number(head.retryAfterMillis()).or(() -> number(head.retryAfter()).map(seconds -> seconds * 1_000))
                .map(millis -> Duration.ofMillis(millis.longValue()))
                .or(() -> moment(head.retryAfter()).map(moment -> Duration.between(clock.instant(), moment))
                        .filter(Duration::isPositive));
    }

    private static Optional<Double> number(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(NUMBER.asMatchPredicate()).map(Double::valueOf);
    }

    private static Optional<Instant> moment(@Nullable String text) {
        try {
            return Optional.ofNullable(text)
                    .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip(), Instant::from));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static FailureException failed(Failure.Kind kind, String message) {
        return new FailureException(Failure.of(kind, message));
    }
}
