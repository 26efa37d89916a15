package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.Seals;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import dev.pollux.model.TokenLogprob;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an item of an answer as blocks, of which the first has what is left of the item.
 *
 * <p>The status of an item is not kept: it follows from how the answer ended.
 */
final class OutputReader {
    private OutputReader() {}

    /** All blocks of a whole item. */
    static List<Block> blocks(ObjectNode node, String path) {
        Fields item = Fields.of(node, path);
        String type = item.requiredText("type");
        item.skip("status");
        return switch (type) {
            case "message" -> message(item);
            case "reasoning" -> List.copyOf(Reasoning.read(item, Places::at));
            case "function_call", "custom_tool_call" -> List.of(call(item, type.equals("custom_tool_call")));
            case "image_generation_call" -> List.of(Pictures.read(node, item));
            default -> List.of(new Block.Opaque(Words.DIALECT, type, node));
        };
    }

    private static List<Block> message(Fields item) {
        List<Fields> parts = item.objects("content");
        Extras extras = messageExtras(item);
        var blocks = new ArrayList<Block>();
        for (Fields part : parts) {
            boolean refusal = part.requiredText("type").equals("refusal");
            String text = part.text(refusal ? "refusal" : "text").orElse("");
            List<Citation> citations = part.objects("annotations").stream().map(Annotations::read).toList();
            Extras place = blocks.isEmpty() ? extras : Places.at(Places.PART, Json.object());
            blocks.add(new Block.Text(text, refusal, citations, Marks.of(place)));
        }
        return blocks;
    }

    /** What the first text of a message keeps of its item. */
    static Extras messageExtras(Fields item) {
        List.of("type", "role", "status", "content").forEach(item::skip);
        return Places.at(Places.ITEM, item.rest());
    }

    /** A call; some vendors leave out the id that pairs it with its result. */
    static Block.ToolCall call(Fields item, boolean custom) {
        List.of("type", "status").forEach(item::skip);
        String id = item.text("call_id").or(() -> item.text("id")).orElseThrow(() -> item.missing("call_id"));
        String name = item.requiredText("name");
        String arguments = item.text(custom ? "input" : "arguments").orElse("");
        Seals.Opened opened = Seals.open(id);
        return new Block.ToolCall(opened.id(), name, arguments, custom,
                new Marks(opened.seal(), Optional.empty(), Places.at(Places.ITEM, item.rest())));
    }

    /** The probabilities of the tokens of an item, in order. */
    static List<TokenLogprob> logprobs(ObjectNode item, String path) {
        var logprobs = new ArrayList<TokenLogprob>();
        for (Fields part : Fields.of(item, path).objects("content")) {
            logprobs.addAll(Logprobs.read(part));
        }
        return logprobs;
    }
}
