package dev.pollux.dialect.anthropic;

import dev.pollux.json.Fields;
import dev.pollux.model.Block;
import dev.pollux.model.FailureException;
import dev.pollux.model.Response;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Reads a vendor's whole answer. */
final class AnswerReader {

    private AnswerReader() {}

    /** @throws FailureException if the answer is an error, whatever status it came with */
    static Response read(ObjectNode body) {
        Fields message = Fields.of(body);
        if (message.has("error")) {
            throw new FailureException(Failures.read(body));
        }
        if (!message.has("content")) {
            throw message.missing("content");
        }
        List<Block> blocks = BlockReader.content(message, "content");
        var envelope = new Envelope();
        envelope.message(message);
        boolean calls = blocks.stream().anyMatch(Block.ToolCall.class::isInstance);
        var candidate = new Response.Candidate(0, blocks, envelope.stop(calls), List.of());
        return new Response(envelope.id(), envelope.model(), List.of(candidate), envelope.usage(),
                envelope.extras().stream().toList());
    }
}
