package dev.pollux.exchange;

import dev.pollux.json.Json;
import dev.pollux.model.Usage;
import dev.pollux.upstream.Answer.Origin;
import tools.jackson.databind.node.ObjectNode;

/** The answer to a question for pictures, speech or a transcript. */
record Product(String contentType, byte[] body, Origin origin, Usage usage) {

    static Product json(ObjectNode body, Origin origin, Usage usage) {
        return new Product("application/json", Json.bytes(body), origin, usage);
    }
}
