package dev.pollux.dialect.anthropic;

import dev.pollux.dialect.Seals;
import dev.pollux.model.Seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Ids of tool calls: Anthropic takes letters, digits, {@code _} and {@code -}; other vendors have more in theirs.
 *
 * <p>An id with another character travels as {@code pollux_id_} and itself in URL-safe base64, and is itself again when
 * it returns: some vendors (Kimi) read the names of tools out of it.
 */
final class ToolIds {
    private static final String MARK = "pollux_id_";

    private ToolIds() {}

    /** The id in Anthropic's letters. */
    static String write(String id) {
        boolean fits = !id.isEmpty() && !id.startsWith(MARK) && id.chars().allMatch(ToolIds::isAllowed);
        return fits
                ? id
                : MARK + Base64.getUrlEncoder().withoutPadding()
                        .encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    /** The id for a client, with the seal of another vendor inside; Anthropic has no seals on calls. */
    static String write(String id, Optional<Seal> seal) {
        return Seals.close(write(id), seal.filter(other -> !other.isOf(Anthropic.NAME)));
    }

    /** The id as the vendor gave it, and the seal that was in it. */
    static Seals.Opened read(String written) {
        Seals.Opened opened = Seals.open(written);
        if (!opened.id().startsWith(MARK)) {
            return opened;
        }
        try {
            byte[] id = Base64.getUrlDecoder().decode(opened.id().substring(MARK.length()));
            return new Seals.Opened(new String(id, StandardCharsets.UTF_8), opened.seal());
        } catch (IllegalArgumentException _) {
            return opened;
        }
    }

    private static boolean isAllowed(int c) {
        return c == '_' || c == '-' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
