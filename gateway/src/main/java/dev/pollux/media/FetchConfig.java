package dev.pollux.media;

import java.time.Duration;
import java.util.Set;

/**
 * The bounds within which files are fetched from addresses in requests.
 *
 * @param allowed whether any file is fetched at all
 * @param always whether files are fetched that the target would fetch by itself
 * @param maxBytes of one file
 * @param maxTotalBytes of all files of one request
 * @param timeout for all files of one request together, from the resolution of names to the last byte
 * @param redirects that are followed for one file
 * @param links different addresses in one request; all are fetched in parallel
 * @param atOnce files that are fetched at once, for all requests together
 * @param contentTypes as {@code application/pdf} or, for all of a family, {@code image/*}
 * @param ports that may be connected to
 */
public record FetchConfig(boolean allowed, boolean always, long maxBytes, long maxTotalBytes, Duration timeout,
        int redirects,
        int links, int atOnce, Set<String> contentTypes, Set<Integer> ports) {

    public static final FetchConfig DEFAULT = new FetchConfig(true, false, 20 << 20, 48 << 20, Duration.ofSeconds(10),
            3, 16,
            32, Set.of("image/*", "audio/*", "video/*", "application/pdf", "text/plain"), Set.of(80, 443));

    /** The default with the bounds that users set; all files together may always be as long as one. */
    public static FetchConfig of(boolean allowed, long maxBytes, Duration timeout, int redirects) {
        return new FetchConfig(allowed, false, maxBytes, Math.max(maxBytes, DEFAULT.maxTotalBytes), timeout, redirects,
                DEFAULT.links, DEFAULT.atOnce, DEFAULT.contentTypes, DEFAULT.ports);
    }

    public FetchConfig {
        contentTypes = Set.copyOf(contentTypes);
        ports = Set.copyOf(ports);
        // A file is one array and one string: neither can be longer than 2 GB.
        if (maxBytes < 1 || maxBytes > 1 << 30 || maxTotalBytes < maxBytes) {
            throw new IllegalArgumentException("a file has 1 to 2^30 bytes, all together no less");
        }
        if (timeout.isNegative() || timeout.isZero() || redirects < 0 || links < 1 || atOnce < 1) {
            throw new IllegalArgumentException("a bound must be more than nothing");
        }
    }
}
