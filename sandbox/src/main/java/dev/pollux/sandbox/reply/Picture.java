package dev.pollux.sandbox.reply;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.CRC32;

/** The picture that the pretended model draws: small, and a real one. */
public final class Picture {
    private static final byte[] PNG = read();
    /** Signature and header of a PNG; behind them an ancillary chunk may stand. */
    private static final int HEAD = 8 + 25;

    private Picture() {}

    /** The PNG in base64, made heavier by a chunk that decoders pass over. */
    public static String png(int megabytes) {
        if (megabytes == 0) {
            return Base64.getEncoder().encodeToString(PNG);
        }
        byte[] chunk = new byte[4 + (megabytes << 20)];
        byte[] name = "poLx".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, chunk, 0, name.length);
        var crc = new CRC32();
        crc.update(chunk);
        var out = new ByteArrayOutputStream(PNG.length + chunk.length + 8);
        out.writeBytes(Arrays.copyOf(PNG, HEAD));
        out.writeBytes(ByteBuffer.allocate(4).putInt(megabytes << 20).array());
        out.writeBytes(chunk);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        out.writeBytes(Arrays.copyOfRange(PNG, HEAD, PNG.length));
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static byte[] read() {
        try (InputStream in = Picture.class.getResourceAsStream("/dev/pollux/sandbox/picture.png")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
