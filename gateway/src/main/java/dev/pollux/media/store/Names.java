package dev.pollux.media.store;

import dev.pollux.secret.Chance;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of pictures: 128 bits that nobody guesses, and an ending that tells the type.
 *
 * <p>Whoever knows the name may see the picture; there is no other lock.
 */
public final class Names {
    private static final int BYTES = 16;
    private static final String SEAL = ".seal";
    private static final Map<String, String> ENDINGS = Map.of("image/png", "png", "image/jpeg", "jpg", "image/webp",
            "webp", "image/gif", "gif", "image/avif", "avif", "image/bmp", "bmp", "image/heic", "heic");
    private static final Pattern PICTURE = Pattern.compile("[A-Za-z0-9_-]{22}\\.(" + String.join("|", ENDINGS.values())
            + ")");

    private Names() {}

    /** A new name for a picture of that type; empty for types that no browser shows. */
    public static Optional<String> next(String type) {
        return Optional.ofNullable(ENDINGS.get(type)).map(ending -> Base64.getUrlEncoder().withoutPadding()
                .encodeToString(Chance.bytes(BYTES)) + "." + ending);
    }

    /** Whether it can be the name of a picture: it holds nothing that means a path. */
    public static boolean isPicture(String name) {
        return PICTURE.matcher(name).matches();
    }

    /** The name of what the vendor gave with a picture, to be shown to it again. */
    public static String seal(String picture) {
        return picture + SEAL;
    }

    /** The type that a picture's name tells. */
    public static String type(String picture) {
        String ending = picture.substring(picture.lastIndexOf('.') + 1);
        return ENDINGS.entrySet().stream().filter(entry -> entry.getValue().equals(ending)).map(Map.Entry::getKey)
                .findFirst().orElseThrow();
    }

    /** Whether we have given the name, to a picture or to what lies beside it. */
    static boolean isOurs(String name) {
        return isPicture(name.endsWith(SEAL) ? name.substring(0, name.length() - SEAL.length()) : name);
    }
}
