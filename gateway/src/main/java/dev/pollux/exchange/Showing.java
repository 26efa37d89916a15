package dev.pollux.exchange;

import dev.pollux.media.Gallery.Shown;
import dev.pollux.media.store.PictureStore;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer to whoever asks for a picture: all of it, a piece of it (RFC 9110, section 14), or that nothing has changed.
 *
 * <p>A name stands for one picture for ever, so its name is its version, and caches never need to ask again.
 */
record Showing(int status, Map<String, String> headers, byte[] body) {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
    private static final byte[] NOTHING = {};

    /** @param asked the headers of the request, with lower-case names */
    static Showing of(Shown picture, String name, Map<String, String> asked) {
        var headers = new LinkedHashMap<String, String>();
        String version = '"' + name + '"';
        headers.put("etag", version);
        headers.put("cache-control", PictureStore.FOR_EVER);
        headers.put("accept-ranges", "bytes");
        headers.put("x-content-type-options", "nosniff"); // whatever the bytes may look like, they are a picture
        headers.put("content-security-policy", "default-src 'none'; sandbox");
        headers.put("cross-origin-resource-policy", "cross-origin");
        String known = asked.getOrDefault("if-none-match", "");
        if (known.equals("*") || known.contains(version)) {
            return new Showing(304, headers, NOTHING);
        }
        byte[] bytes = picture.bytes();
        boolean ofOther = !asked.getOrDefault("if-range", version).equals(version);
        Matcher range = RANGE.matcher(ofOther ? "" : asked.getOrDefault("range", ""));
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            headers.put("content-length", Integer.toString(bytes.length)); // for HEAD, too
            return new Showing(200, headers, bytes);
        }
        long from = range.group(1).isEmpty()
                ? Math.max(0, bytes.length - Long.parseLong(range.group(2)))
                : Long.parseLong(range.group(1));
        long to = range.group(1).isEmpty() || range.group(2).isEmpty()
                ? bytes.length - 1L
                : Math.min(bytes.length - 1L, Long.parseLong(range.group(2)));
        if (from > to) {
            headers.put("content-range", "bytes */" + bytes.length);
            return new Showing(416, headers, NOTHING);
        }
        headers.put("content-range", "bytes " + from + "-" + to + "/" + bytes.length);
        return new Showing(206, headers, Arrays.copyOfRange(bytes, (int) from, (int) to + 1));
    }
}
