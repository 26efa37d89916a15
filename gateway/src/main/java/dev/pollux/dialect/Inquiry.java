package dev.pollux.dialect;

import dev.pollux.model.Request;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/**
 * A client's request as it came: its body, and what its path says beside it.
 *
 * @param model from the path, where the dialect has it there
 * @param stream whether the path asks for a stream; the body may ask too
 * @param framing that the path asks for
 */
public record Inquiry(Optional<String> model, boolean stream, Request.Framing framing, ObjectNode body) {

    /** A request whose path says nothing. */
    public static Inquiry of(ObjectNode body) {
        return new Inquiry(Optional.empty(), false, Request.Framing.EVENTS, body);
    }
}
