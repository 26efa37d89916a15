package dev.pollux.dialect.openaichat;

import dev.pollux.json.Json;
import dev.pollux.sse.Frame;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;

/** What is the same in every chunk of one stream. */
final class Envelope {
    private static final String PLAIN = ",\"logprobs\":null,\"finish_reason\":null}";

    private final String id;
    private final long created;
    private final String head;
    private final String tail;

    /** @param usage the tokens are told at the end, so that every other chunk says that it tells none */
    Envelope(String id, long created, String model, boolean usage) {
        this.id = id;
        this.created = created;
        this.head = "{\"id\":" + quoted(id) + ",\"object\":\"chat.completion.chunk\",\"created\":" + created
                + ",\"model\":" + quoted(model) + ",\"system_fingerprint\":null,\"choices\":[";
        this.tail = usage ? "],\"usage\":null}" : "]}";
    }

    /** What a candidate says aloud. */
    Speech speech(int candidate) {
        return new Speech(Speech.id(id, candidate), created);
    }

    /** A chunk for the pieces of one text. */
    Mould mould(int candidate, String before, String after) {
        return new Mould(choice(candidate) + before, after + PLAIN + tail);
    }

    Frame delta(int candidate, ObjectNode delta) {
        return Frame.of(choice(candidate) + Json.text(delta) + PLAIN + tail);
    }

    Frame logprobs(int candidate, ObjectNode logprobs) {
        return Frame.of(
                choice(candidate) + "{},\"logprobs\":" + Json.text(logprobs) + ",\"finish_reason\":null}" + tail);
    }

    Frame finish(int candidate, String reason) {
        return Frame.of(choice(candidate) + "{},\"logprobs\":null,\"finish_reason\":" + quoted(reason) + "}" + tail);
    }

    /** The chunk without a choice. */
    Frame usage(ObjectNode usage) {
        return Frame.of((head + "],\"usage\":" + Json.text(usage) + "}").getBytes(StandardCharsets.UTF_8));
    }

    private String choice(int candidate) {
        return head + "{\"index\":" + candidate + ",\"delta\":";
    }

    private static String quoted(String text) {
        return Json.text(JsonNodeFactory.instance.stringNode(text));
    }
}
