package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.Seals;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import dev.pollux.model.Seal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the messages of a request, in their order: a result is known by the call before it. */
final class MessageReader {
    private final Supplier<String> ids;
    private final Set<String> customCalls = new HashSet<>();
    /** The calls of the time before ids, by the name of their function. */
    private final Map<String, String> namedCalls = new HashMap<>();

    MessageReader(Supplier<String> ids) {
        this.ids = ids;
    }

    List<Message> read(List<Fields> messages) {
        var read = new ArrayList<Message>(messages.size());
        for (Fields message : messages) {
            String role = message.requiredText("role");
            read.add(switch (role) {
                case "system" -> spoken(Role.SYSTEM, message);
                case "developer" -> spoken(Role.DEVELOPER, message);
                case "user" -> spoken(Role.USER, message);
                case "assistant" -> assistant(message);
                case "tool" -> result(message);
                case "function" -> namedResult(message);
                default -> throw message.notAllowed("role",
                        "it must be developer, system, user, assistant, tool or function.");
            });
        }
        return read;
    }

    private static Message spoken(Role role, Fields message) {
        if (!message.has("content")) {
            throw message.missing("content");
        }
        return new Message(role, PartReader.content(message), rest(message));
    }

    private Message assistant(Fields message) {
        var blocks = new ArrayList<Block>();
        thinking(message).ifPresent(text -> blocks.add(new Block.Thinking(text, Marks.NONE)));
        blocks.addAll(PartReader.content(message));
        Optional<ObjectNode> audio = audio(message, blocks);
        message.objects("images").forEach(picture -> blocks.add(PartReader.picture(picture)));
        message.text("refusal").filter(text -> !text.isEmpty())
                .ifPresent(text -> blocks.add(new Block.Text(text, true, List.of(), Marks.NONE)));
        message.objects("tool_calls").forEach(call -> blocks.add(call(call)));
        message.object("function_call").ifPresent(call -> blocks.add(namedCall(call)));
        ObjectNode rest = message.rest();
        // the official libraries send back the empty list that every answer has
        if (rest.get("annotations") instanceof ArrayNode none && none.isEmpty()) {
            rest.remove("annotations");
        }
        audio.ifPresent(sound -> Nested.keep(rest, "audio", sound));
        return new Message(Role.ASSISTANT, blocks, Extras.of(Words.DIALECT, message.path(), rest));
    }

    /** What was said aloud, where the client has kept the words; of the sound there is but the vendor's id for it. */
    private static Optional<ObjectNode> audio(Fields message, List<Block> blocks) {
        Optional<Fields> audio = message.object("audio");
        audio.filter(_ -> blocks.stream().noneMatch(Block.Text.class::isInstance))
                .flatMap(sound -> sound.text("transcript")).filter(words -> !words.isEmpty())
                .ifPresent(words -> blocks.add(new Block.Text(words, false, List.of(), Speech.marks(""))));
        return audio.map(Fields::rest);
    }

    private static Optional<String> thinking(Fields message) {
        Optional<String> text = message.text("reasoning_content").filter(thought -> !thought.isEmpty());
        Optional<JsonNode> other = message.any("reasoning");
        return text.or(() -> other.filter(JsonNode::isString).map(JsonNode::stringValue)
                .filter(thought -> !thought.isEmpty()));
    }

    private Block call(Fields call) {
        call.skip("index");
        String type = call.text("type").orElse("function");
        Seals.Opened opened = Seals.open(call.text("id").filter(id -> !id.isEmpty()).orElseGet(this::newId));
        boolean custom = type.equals("custom");
        if (!custom && !type.equals("function")) {
            return new Block.Opaque(Words.DIALECT, HistoryWriter.CALL + type,
                    call.rest().put("type", type).put("id", opened.id()));
        }
        Fields inner = call.object(type).orElseThrow(() -> call.missing(type));
        String name = inner.requiredText("name");
        String arguments = custom ? inner.text("input").orElse("") : arguments(inner);
        if (custom) {
            customCalls.add(opened.id());
        }
        Optional<Seal> seal = opened.seal().or(() -> googleSeal(call));
        return new Block.ToolCall(opened.id(), name, arguments, custom,
                Nested.marks(call, type, inner.rest()).withSeal(seal));
    }

    /** The signature where Google's own endpoint for OpenAI's clients puts it. */
    private static Optional<Seal> googleSeal(Fields call) {
        return call.object("extra_content").flatMap(extra -> extra.object("google"))
                .flatMap(google -> google.text("thought_signature"))
                .map(signature -> new Seal("gemini", signature));
    }

    private static String arguments(Fields function) {
        String text = function.any("arguments")
                .map(node -> node.isString() ? node.stringValue() : Json.text(node)).orElse("");
        return text.isBlank() ? "{}" : text;
    }

    private Block namedCall(Fields call) {
        String name = call.requiredText("name");
        String id = newId();
        namedCalls.put(name, id);
        return new Block.ToolCall(id, name, arguments(call));
    }

    private Message result(Fields message) {
        String id = Seals.open(message.requiredText("tool_call_id")).id();
        return result(message, id, message.text("name"), customCalls.contains(id));
    }

    private Message namedResult(Fields message) {
        String name = message.requiredText("name");
        return result(message, namedCalls.computeIfAbsent(name, _ -> newId()), Optional.of(name), false);
    }

    private static Message result(Fields message, String id, Optional<String> name, boolean custom) {
        List<Block> content = PartReader.content(message);
        Marks marks = Nested.marks(message);
        return new Message(Role.USER,
                List.of(new Block.ToolResult(id, name, content, false, custom,
                        new Marks(marks.seal(), marks.cache(), Extras.NONE))),
                marks.extras());
    }

    private String newId() {
        return "call_" + ids.get();
    }

    private static Extras rest(Fields message) {
        return Extras.of(Words.DIALECT, message.path(), message.rest());
    }
}
