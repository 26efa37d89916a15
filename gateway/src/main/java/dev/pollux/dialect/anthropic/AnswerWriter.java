package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import dev.pollux.model.Response;
import dev.pollux.model.Response.Candidate;
import dev.pollux.model.StopReason;
import dev.pollux.model.Usage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Writes a whole answer for a client. */
final class AnswerWriter {
    private static final String ID = "msg_";
    private static final StopReason SILENT = new StopReason(StopReason.Kind.DONE, "");

    private final Supplier<String> ids;

    AnswerWriter(Supplier<String> ids) {
        this.ids = ids;
    }

    /** The first candidate: Anthropic has one. */
    ObjectNode write(Response response, String model) {
        List<Block> blocks = response.candidates().isEmpty() ? List.of() : response.candidates().getFirst().blocks();
        StopReason reason = response.candidates().stream().findFirst().map(Candidate::stop).orElse(SILENT);
        ObjectNode node = head(id(response.id(), ids), model);
        ArrayNode content = node.putArray("content");
        blocks.forEach(block -> AnswerBlocks.write(block).ifPresent(content::add));
        ending(node, reason, blocks.stream().anyMatch(Block.ToolCall.class::isInstance));
        node.set("usage", usage(response.usage()));
        for (Event.Opaque extra : response.extras()) {
            own(extra).writeTo(node, NAME, new Losses());
        }
        return node;
    }

    static ObjectNode head(String id, String model) {
        return Json.object().put("id", id).put("type", "message").put("role", "assistant").put("model", model);
    }

    /** An id as Anthropic's clients expect it, with the vendor's own inside. */
    static String id(String vendors, Supplier<String> ids) {
        if (vendors.startsWith(ID)) {
            return vendors;
        }
        return ID + (vendors.isEmpty() ? ids.get() : vendors);
    }

    /** Why it ended, into a message or the end of a stream. */
    static void ending(ObjectNode node, StopReason reason, boolean calls) {
        String word = Words.stop(reason, calls);
        boolean text = reason.kind() == StopReason.Kind.STOP_TEXT;
        node.put("stop_reason", word).put("stop_sequence", text ? reason.message().orElse(null) : null);
        if (word.equals("refusal") && reason.message().isPresent()) {
            node.putObject("stop_details").put("type", "refusal").put("explanation", reason.message().get());
        }
    }

    /** The fields that Anthropic put around the answer; nothing of other vendors. */
    static Extras own(Event.Opaque extra) {
        return extra.origin().equals(NAME) ? Extras.of(NAME, "", extra.json()) : Extras.NONE;
    }

    /** The tokens; clients demand the two sums even where nobody counted. */
    static ObjectNode usage(Usage usage) {
        long cached = usage.cacheRead().orElse(0) + usage.cacheWrite().orElse(0);
        ObjectNode node = Json.object().put("input_tokens", Math.max(0, usage.input().orElse(0) - cached));
        put(node, "cache_creation_input_tokens", usage.cacheWrite());
        put(node, "cache_read_input_tokens", usage.cacheRead());
        node.put("output_tokens", usage.output().orElse(0));
        usage.thinking().ifPresent(tokens -> node.putObject("output_tokens_details").put("thinking_tokens", tokens));
        return node;
    }

    private static void put(ObjectNode node, String name, OptionalLong tokens) {
        tokens.ifPresent(count -> node.put(name, count));
    }
}
