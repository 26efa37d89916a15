package dev.pollux.sandbox.wire;

import java.util.SplittableRandom;

/** Pretended embeddings. */
public final class Vectors {
    private Vectors() {}

    /** A vector of length one; the same text gives the same vector. */
    public static float[] of(String text, int dimensions) {
        var random = new SplittableRandom(text.hashCode());
        float[] values = new float[dimensions];
        double square = 0;
        for (int i = 0; i < dimensions; i++) {
            values[i] = (float) (random.nextDouble() * 2 - 1);
            square += values[i] * values[i];
        }
        double length = Math.sqrt(square);
        for (int i = 0; i < dimensions; i++) {
            values[i] /= (float) length;
        }
        return values;
    }
}
