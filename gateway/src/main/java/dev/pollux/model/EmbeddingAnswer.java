package dev.pollux.model;

import java.util.List;

/**
 * Vectors, one for each item that was asked for, in its order.
 *
 * @param usage input alone, where the vendor tells it
 */
public record EmbeddingAnswer(List<float[]> vectors, Usage usage) {
    public EmbeddingAnswer {
        vectors = List.copyOf(vectors);
    }
}
