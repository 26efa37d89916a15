package dev.pollux.sandbox.reply;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** How the pretended model speaks: a tone, the longer the more there is to say. */
public final class Sound {
    public static final String TYPE = "audio/L16;codec=pcm;rate=24000";

    private static final int RATE = 24_000;
    private static final double PITCH = 440;
    private static final int CHARACTERS_PER_SECOND = 15;
    private static final int LONGEST_SECONDS = 60;

    private Sound() {}

    /** Seconds of 16-bit little-endian samples on one channel, each in base64. */
    public static List<String> of(String text) {
        int seconds = Math.clamp((text.length() + CHARACTERS_PER_SECOND - 1) / CHARACTERS_PER_SECOND, 1,
                LONGEST_SECONDS);
        var all = new ArrayList<String>();
        for (int second = 0; second < seconds; second++) {
            ByteBuffer samples = ByteBuffer.allocate(2 * RATE).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < RATE; i++) {
                samples.putShort((short) (8_000 * Math.sin(2 * Math.PI * PITCH * i / RATE)));
            }
            all.add(Base64.getEncoder().encodeToString(samples.array()));
        }
        return all;
    }
}
