package dev.pollux.sound;

import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model says aloud, in one piece.
 *
 * @param type as {@code audio/wav}
 */
public record Sound(String type, byte[] bytes) {
    /** Samples of 16 bits on one channel, 24,000 in a second: what all vendors give who give bare samples. */
    public static final String SAMPLES = "audio/L16;codec=pcm;rate=24000";
    private static final Pattern RATE = Pattern.compile("rate=(\\d{4,6})");
    private static final int USUAL_RATE = 24_000;

    /** Whether a type says that there is nothing but samples. */
    public static boolean isSamples(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("audio/l16") || lower.startsWith("audio/pcm");
    }

    /**
     * The pieces of one answer, one behind the other.
     *
     * @param pieces at least one, with their bytes in them; a vendor that makes files makes one, which stays as it is
     * @param file samples become a WAV file
     */
    public static Sound joined(List<Media> pieces, boolean file) {
        String type = pieces.getFirst().mimeType().orElse(SAMPLES);
        List<byte[]> bytes = pieces.stream().map(Sound::bytes).toList();
        if (!isSamples(type)) {
            return new Sound(type, bytes.getFirst());
        }
        return file ? new Sound("audio/wav", Wav.of(bytes, rate(type))) : new Sound("audio/pcm", samples(bytes));
    }

    private static byte[] bytes(Media piece) {
        if (piece.source() instanceof Source.Inline inline) {
            return Base64.getDecoder().decode(inline.base64());
        }
        throw new IllegalArgumentException("the bytes of a sound are elsewhere");
    }

    private static int rate(String type) {
        Matcher rate = RATE.matcher(type);
        return rate.find() ? Integer.parseInt(rate.group(1)) : USUAL_RATE;
    }

    private static byte[] samples(List<byte[]> pieces) {
        var out = new ByteArrayOutputStream();
        pieces.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
