package dev.pollux.sound;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;

/** Samples of 16 bits on one channel, with the head that makes them a file. */
public final class Wav {
    private static final int HEAD = 44;

    private Wav() {}

    /** @param pieces of samples, little-endian, one behind the other */
    public static byte[] of(List<byte[]> pieces, int rate) {
        int length = pieces.stream().mapToInt(piece -> piece.length).sum();
        var out = new ByteArrayOutputStream(HEAD + length);
        out.writeBytes(ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN)
                .put(word("RIFF")).putInt(HEAD - 8 + length).put(word("WAVE"))
                .put(word("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate)
                .putShort((short) 2).putShort((short) 16).put(word("data")).putInt(length).array());
        pieces.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** How long a file plays; empty if it is none of this kind. */
    public static OptionalDouble seconds(byte[] file) {
        if (file.length < HEAD || !new String(file, 0, 4, StandardCharsets.ISO_8859_1).equals("RIFF")) {
            return OptionalDouble.empty();
        }
        int bytesPerSecond = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(28);
        return bytesPerSecond < 1
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) (file.length - HEAD) / bytesPerSecond);
    }

    private static byte[] word(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
