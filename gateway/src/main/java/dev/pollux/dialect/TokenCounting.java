package dev.pollux.dialect;

import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import dev.pollux.model.TokenCount;
import tools.jackson.databind.node.ObjectNode;

/** Counting the tokens of a prompt in one dialect, in both roles. */
public interface TokenCounting {

    /** The prompt of a client; it needs less than a request that is to be answered. */
    Request readRequest(Inquiry inquiry);

    /** The count for a client. */
    ObjectNode writeCount(TokenCount count);

    /**
     * The question for a vendor.
     *
     * @param request its model is the vendor's name
     */
    Wire writeRequest(Request request, ModelFacts facts, Losses losses);

    TokenCount readCount(ObjectNode body);
}
