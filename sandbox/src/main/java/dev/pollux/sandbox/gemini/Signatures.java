package dev.pollux.sandbox.gemini;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Thought signatures: the sandbox knows its own by their beginning, so it need not remember them. */
final class Signatures {
    private static final String MARK = "pollux sandbox thought ";
    private static final int LENGTH = 360;
    private static final Set<String> SENTINELS = Set.of("skip_thought_signature_validator",
            "context_engineering_is_the_way_to_go");

    private Signatures() {}

    /** A new signature; the same seed gives the same one. */
    static String mint(String seed) {
        StringBuilder text = new StringBuilder(MARK).append(seed);
        for (int i = 0; text.length() < LENGTH; i++) {
            text.append((char) ('!' + ((seed.hashCode() + i * 37) & 0x3f)));
        }
        return Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether the model takes it back: its own, or a sentinel, as it stands or in base64. */
    static boolean valid(String signature) {
        if (SENTINELS.contains(signature)) {
            return true;
        }
        byte[] bytes = Base64.getDecoder().decode(signature.replace('-', '+').replace('_', '/'));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return (text.startsWith(MARK) && text.length() == LENGTH) || SENTINELS.contains(text);
    }
}
