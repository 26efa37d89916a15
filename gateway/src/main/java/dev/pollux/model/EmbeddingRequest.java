package dev.pollux.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Texts, or more than texts, that shall become vectors.
 *
 * @param model the name as the client wrote it, or that of the target once a route has chosen one
 * @param items at least one, in the order of the client
 * @param user whom the client asks for
 * @param extras fields of the request that only their own dialect knows
 */
public record EmbeddingRequest(String model, List<Item> items, Optional<String> user, Delivery delivery,
        Extras extras) {

    public EmbeddingRequest {
        items = List.copyOf(items);
    }

    /**
     * What becomes one vector.
     *
     * @param content one block or several that are one together
     * @param task what the vector is for, in the words of Gemini
     * @param title of a document
     * @param dimensions numbers of the vector; empty is the model's default
     */
    public record Item(List<Block> content, Optional<String> task, Optional<String> title, OptionalInt dimensions,
            Extras extras) {
        public Item {
            content = List.copyOf(content);
        }

        /** A text alone. */
        public static Item of(String text, OptionalInt dimensions) {
            return new Item(List.of(new Block.Text(text)), Optional.empty(), Optional.empty(), dimensions,
                    Extras.NONE);
        }
    }

    /**
     * How the client wants the vectors.
     *
     * @param packed as little-endian 32-bit floats in base64, not as numbers
     * @param single one vector, not a list of them
     * @param usage the tokens used must be told
     */
    public record Delivery(boolean packed, boolean single, boolean usage) {}

    public EmbeddingRequest withModel(String name) {
        return new EmbeddingRequest(name, items, user, delivery, extras);
    }

    /** The same request in pieces of at most so many items. */
    public List<EmbeddingRequest> split(int most) {
        var pieces = new ArrayList<EmbeddingRequest>();
        for (int from = 0; from < items.size(); from += most) {
            pieces.add(new EmbeddingRequest(model, items.subList(from, Math.min(items.size(), from + most)), user,
                    delivery, extras));
        }
        return pieces;
    }
}
