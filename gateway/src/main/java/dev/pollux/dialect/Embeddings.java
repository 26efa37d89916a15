package dev.pollux.dialect;

import dev.pollux.model.EmbeddingAnswer;
import dev.pollux.model.EmbeddingRequest;
import dev.pollux.model.Losses;
import tools.jackson.databind.node.ObjectNode;

/** Vectors in one dialect, in both roles. */
public interface Embeddings {

    EmbeddingRequest readRequest(Inquiry inquiry);

    /** The vectors for the client that sent the request. */
    ObjectNode writeAnswer(EmbeddingAnswer answer, EmbeddingRequest request);

    /** Items that a vendor takes in one call. */
    int atOnce();

    /**
     * The request for a vendor.
     *
     * @param request its model is the vendor's name; at most {@link #atOnce} items
     * @throws dev.pollux.model.FailureException {@code INVALID} for what cannot be said
     */
    Wire writeRequest(EmbeddingRequest request, Losses losses);

    EmbeddingAnswer readAnswer(ObjectNode body);
}
