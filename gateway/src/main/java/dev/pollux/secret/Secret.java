package dev.pollux.secret;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * A key or token: shown nowhere, compared in constant time.
 *
 * <p>Equal to the same secret wherever that was read; what a client presents is compared by {@link #matches}.
 */
public final class Secret {
    /** What stands in the place of a secret wherever one would be printed. */
    public static final String MASK = "***";

    private final String value;
    private final Digest digest;
    private final List<String> forms;

    private Secret(String value) {
        this.value = value;
        this.digest = Digest.of(value);
        this.forms = forms(value);
    }

    /** @throws IllegalArgumentException if the value is blank */
    public static Secret of(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret must not be blank");
        }
        return new Secret(value.strip());
    }

    /** The value itself: for the one place that puts it on the wire. */
    public String reveal() {
        return value;
    }

    /** Whether a presented value is this secret; takes as long for a near miss as for a wide one. */
    public boolean matches(String presented) {
        return digest.matches(Digest.of(presented));
    }

    /** Whether both are the same, wherever each was read; takes as long for a near miss as for a wide one. */
    public boolean sameAs(Secret other) {
        return digest.matches(other.digest);
    }

    /** By which a token is known again; that of a token that is itself written as a digest is the one it says. */
    public Digest digest() {
        return Digest.parsed(value).orElse(digest);
    }

    /** A text with this secret masked, in case a vendor's message repeats it: as it stands, or as URLs and headers write it. */
    public String maskIn(String text) {
        String masked = text;
        for (String form : forms) {
            masked = masked.replace(form, MASK);
        }
        return masked;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && sameAs(secret);
    }

    @Override
    public int hashCode() {
        return digest.text().hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }

    private static List<String> forms(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        return Stream.of(value, encoded, encoded.replace("%7E", "~"), value.replace("/", "\\/"),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)).distinct().toList();
    }
}
