package dev.pollux.vendor;

import dev.pollux.dialect.Dialect;
import dev.pollux.keys.KeyPool;

import java.net.URI;

/**
 * A service that answers.
 *
 * @param name in settings, logs and headers
 * @param base the address to which the paths of its dialect are appended, without a slash at its end
 * @param auth how a key is shown
 */
public record Vendor(String name, URI base, Dialect dialect, Auth auth, KeyPool keys) {

    /**
     * How a key is shown: in a header, never in the URL.
     *
     * @param prefix before the key, as {@code "Bearer "}
     */
    public record Auth(String header, String prefix) {}

    /** Whether it takes what clients of a dialect send, byte by byte. */
    public boolean takesBytesOf(Dialect other) {
        return dialect.name().equals(other.name());
    }

    /**
     * The Gemini API.
     *
     * @param address as people write it: with or without the version of the API at its end
     */
    public static Vendor gemini(Dialect dialect, URI address, KeyPool keys) {
        String text = address.toString().replaceAll("/+$", "");
        String base = text.matches(".*/v1(beta|alpha)?") ? text : text + "/v1beta";
        return new Vendor("gemini", URI.create(base), dialect, new Auth("x-goog-api-key", ""), keys);
    }
}
