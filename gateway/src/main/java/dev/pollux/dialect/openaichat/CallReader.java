package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.openaichat.BlockQueue.Piece;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Marks;
import dev.pollux.model.Seal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Finds out to which call a piece belongs: by its index, else by its id, else by its place. */
final class CallReader {
    private final BlockQueue queue;
    private final Supplier<String> ids;
    private final List<Piece> calls = new ArrayList<>();
    private final Map<Integer, Piece> byIndex = new HashMap<>();

    CallReader(BlockQueue queue, Supplier<String> ids) {
        this.queue = queue;
        this.ids = ids;
    }

    boolean any() {
        return !calls.isEmpty();
    }

    void read(ArrayNode pieces, Consumer<Event> out) {
        for (int i = 0; i < pieces.size(); i++) {
            JsonNode piece = pieces.get(i);
            boolean custom = piece.has("custom");
            JsonNode inner = piece.path(custom ? "custom" : "function");
            String name = ChoiceReader.text(inner, "name");
            Piece call = known(piece, name, pieces.size() == 1 ? -1 : i);
            if (call == null) {
                call = begin(piece, name, custom, out);
            } else if (!name.isEmpty()) {
                call.name(name);
            }
            String signature = ChoiceReader.text(piece.path("extra_content").path("google"), "thought_signature");
            if (!signature.isEmpty()) {
                call.seal(new Seal("gemini", signature));
            }
            JsonNode arguments = inner.path(custom ? "input" : "arguments");
            if (arguments.isString()) {
                queue.append(call, arguments.stringValue(), out);
            } else if (!arguments.isMissingNode() && !arguments.isNull()) {
                queue.append(call, Json.text(arguments), out);
            }
        }
    }

    private Piece begin(JsonNode piece, String name, boolean custom, Consumer<Event> out) {
        String id = ChoiceReader.text(piece, "id");
        String signature = ChoiceReader.text(piece.path("extra_content").path("google"), "thought_signature");
        Marks marks = signature.isEmpty() ? Marks.NONE : Marks.sealed(new Seal("gemini", signature));
        Piece call = queue.begin(
                new Block.ToolCall(id.isEmpty() ? "call_" + ids.get() : id, name, "", custom, marks), out);
        calls.add(call);
        if (isCounted(piece)) {
            byIndex.put(piece.path("index").intValue(), call);
        }
        return call;
    }

    private static boolean isCounted(JsonNode piece) {
        JsonNode index = piece.path("index");
        return index.isIntegralNumber() && index.canConvertToInt();
    }

    /**
     * The call that goes on, or null where one begins.
     *
     * @param place among the pieces of its chunk, -1 where it is alone
     */
    private @Nullable Piece known(JsonNode piece, String name, int place) {
        String id = ChoiceReader.text(piece, "id");
        if (isCounted(piece)) {
            Piece call = byIndex.get(piece.path("index").intValue());
            // some count every call as 0: a name with another id is another call
            boolean other = call != null && !id.isEmpty() && !name.isEmpty() && !id.equals(call.id());
            return other ? null : call;
        }
        if (!id.isEmpty()) {
            return calls.stream().filter(call -> call.id().equals(id)).findFirst().orElse(null);
        }
        if (!name.isEmpty() || calls.isEmpty()) {
            return null;
        }
        return place >= 0 && place < calls.size() ? calls.get(place) : calls.getLast();
    }
}
