package dev.pollux.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Pattern;

/** Tells paths that two programs on the way could take for different places. */
final class Paths {
    private static final Pattern ENCODED_SLASH = Pattern.compile("%2f", Pattern.CASE_INSENSITIVE);
    /** After these segments comes a model's name, in which a slash is a part of the name. */
    private static final List<String> BEFORE_NAMES = List.of("/models/", "/tunedModels/", "/deployments/");
    private static final Pattern DOT_SEGMENT = Pattern.compile("(^|/)\\.{1,2}(/|$)");

    private Paths() {}

    static boolean isAmbiguous(@Nullable String path) {
        if (path == null || isPlain(path)) {
            return false;
        }
        String decoded;
        try {
            decoded = new QueryStringDecoder(path).path();
        } catch (IllegalArgumentException _) {
            return true;
        }
        return decoded.indexOf('\\') >= 0 || decoded.chars().anyMatch(Character::isISOControl)
                || DOT_SEGMENT.matcher(decoded).find() || hasStraySlash(path);
    }

    /** Most paths: nothing encoded, no dot behind a slash. */
    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' || c == '\\' || c < ' ' || (c == '.' && i > 0 && path.charAt(i - 1) == '/')) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasStraySlash(String path) {
        var slash = ENCODED_SLASH.matcher(path);
        return slash.find() && BEFORE_NAMES.stream().noneMatch(segment -> {
            int at = path.indexOf(segment);
            return at >= 0 && at < slash.start();
        });
    }
}
