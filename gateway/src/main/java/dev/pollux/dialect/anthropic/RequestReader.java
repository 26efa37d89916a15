package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.model.Message;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Request.Delivery;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import dev.pollux.model.Thinking.Effort;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads a client's request. */
final class RequestReader {
    /**
     * Begins a block that Claude Code puts before its instructions. It changes with the conversation and is meant for
     * Anthropic alone: before another model it would spoil every prompt cache.
     */
    private static final String ATTRIBUTION = "x-anthropic-billing-header:";
    /** Notes of {@link Request#extras}: the attribution blocks; effort without a switch; a system message in place. */
    static final String NOTE_ATTRIBUTION = "attribution";
    static final String NOTE_EFFORT_ALONE = "effort_alone";
    static final String NOTE_IN_PLACE = "in_place";
    private static final String THREADS = "Threads are kept by Anthropic itself and by nobody else: send the whole "
            + "conversation in 'messages' without 'thread'.";

    private final Fields body;
    private final boolean bounded;
    /** What belongs into an object of the body and has no canonical place. */
    private final ObjectNode kept = Json.object();
    private final ArrayNode attribution = Json.array();
    private boolean effortAlone;

    /** @param bounded an answer is wanted, and its length must be bounded */
    private RequestReader(ObjectNode body, boolean bounded) {
        this.body = Fields.of(body);
        this.bounded = bounded;
    }

    static Request read(ObjectNode body) {
        return new RequestReader(body, true).read();
    }

    /** A prompt that is counted, not answered. */
    static Request readPrompt(ObjectNode body) {
        return new RequestReader(body, false).read();
    }

    private Request read() {
        if (body.has("thread")) {
            throw new FailureException(Failure.invalid("thread", THREADS).withCode(Failures.THREAD_REFUSED));
        }
        String model = body.requiredText("model");
        var messages = new ArrayList<Message>();
        system().ifPresent(messages::add);
        messages.addAll(messages());
        Settings settings = settings();
        Optional<Fields> config = body.object("output_config");
        Thinking thinking = thinking(config);
        Output output = output(config);
        config.ifPresent(fields -> keep("output_config", fields.rest()));
        var tools = ToolReader.read(body, kept);
        Service service = service();
        var delivery = new Delivery(body.flag("stream").orElse(false), true, Request.Framing.EVENTS);
        return new Request(model, messages, tools, settings, output, thinking, service, delivery, extras());
    }

    private Extras extras() {
        ObjectNode fields = body.rest();
        fields.setAll(kept);
        Extras extras = Extras.of(NAME, "", fields);
        if (!attribution.isEmpty()) {
            extras = extras.withNote(NAME, NOTE_ATTRIBUTION, attribution);
        }
        return effortAlone ? extras.withNote(NAME, NOTE_EFFORT_ALONE, BooleanNode.TRUE) : extras;
    }

    private void keep(String name, ObjectNode rest) {
        if (!rest.isEmpty()) {
            kept(name).setAll(rest);
        }
    }

    private ObjectNode kept(String name) {
        return kept.get(name) instanceof ObjectNode object ? object : kept.putObject(name);
    }

    private Optional<Message> system() {
        List<Block> blocks = new ArrayList<>();
        for (Block block : BlockReader.content(body, "system")) {
            if (block instanceof Block.Text text && text.text().startsWith(ATTRIBUTION)) {
                attribution.add(new BlockWriter(new Losses()).text(text));
            } else {
                blocks.add(block);
            }
        }
        return blocks.isEmpty() ? Optional.empty() : Optional.of(new Message(Message.Role.SYSTEM, blocks));
    }

    private List<Message> messages() {
        if (!body.has("messages")) {
            throw body.missing("messages");
        }
        var messages = new ArrayList<Message>();
        for (Fields fields : body.objects("messages")) {
            Message.Role role = role(fields);
            if (!fields.has("content")) {
                throw fields.missing("content");
            }
            List<Block> blocks = BlockReader.content(fields, "content");
            Extras extras = Extras.of(NAME, fields.path(), fields.rest());
            messages.add(new Message(role, blocks,
                    role.instructs() ? extras.withNote(NAME, NOTE_IN_PLACE, BooleanNode.TRUE) : extras));
        }
        if (messages.isEmpty()) {
            throw body.notAllowed("messages", "At least one message is required.");
        }
        return messages;
    }

    private static Message.Role role(Fields message) {
        return switch (message.requiredText("role")) {
            case "user" -> Message.Role.USER;
            case "assistant" -> Message.Role.ASSISTANT;
            case "system" -> Message.Role.SYSTEM;
            default -> throw message.notAllowed("role", "It must be 'user', 'assistant' or 'system'.");
        };
    }

    private Settings settings() {
        OptionalInt maxTokens = body.integer("max_tokens");
        if (bounded && maxTokens.isEmpty()) {
            throw body.missing("max_tokens");
        }
        if (maxTokens.orElse(0) < 0) {
            throw body.notAllowed("max_tokens", "It must not be negative.");
        }
        return new Settings(maxTokens, body.number("temperature"), body.number("top_p"), body.integer("top_k"),
                body.texts("stop_sequences"), OptionalLong.empty(), Settings.DEFAULT.presencePenalty(),
                Settings.DEFAULT.frequencyPenalty(), OptionalInt.empty(), Optional.empty(), OptionalInt.empty());
    }

    private Thinking thinking(Optional<Fields> config) {
        Optional<Effort> effort = config.flatMap(fields -> fields.text("effort")).flatMap(word -> {
            Optional<Effort> known = Words.effort(word);
            if (known.isEmpty()) {
                kept("output_config").put("effort", word);
            }
            return known;
        });
        Optional<Fields> thinking = body.object("thinking");
        if (thinking.isEmpty()) {
            effortAlone = effort.isPresent();
            return new Thinking(effort, OptionalInt.empty(), Optional.empty());
        }
        Fields fields = thinking.get();
        String type = fields.requiredText("type");
        OptionalInt budget = switch (type) {
            case "enabled" -> budget(fields);
            case "adaptive" -> OptionalInt.of(Thinking.DYNAMIC);
            case "disabled" -> OptionalInt.of(0);
            default -> OptionalInt.empty();
        };
        Optional<String> display = fields.text("display");
        Optional<Thinking.Shown> shown = display.flatMap(Words::shown);
        ObjectNode rest = fields.rest();
        if (budget.isEmpty()) {
            rest.put("type", type);
            effortAlone = effort.isPresent();
        }
        if (display.isPresent() && (shown.isEmpty() || budget.isEmpty())) {
            rest.put("display", display.get());
        }
        keep("thinking", rest);
        return new Thinking(effort, budget, budget.isEmpty() ? Optional.empty() : shown);
    }

    private static OptionalInt budget(Fields thinking) {
        OptionalInt budget = thinking.integer("budget_tokens");
        if (budget.isEmpty()) {
            throw thinking.missing("budget_tokens");
        }
        if (budget.getAsInt() < Words.LEAST_BUDGET) {
            throw thinking.notAllowed("budget_tokens", "It must be " + Words.LEAST_BUDGET + " or more.");
        }
        return budget;
    }

    /** The form of the answer: {@code output_config.format}, or {@code output_format} as it was called before. */
    private Output output(Optional<Fields> config) {
        Optional<Fields> format = config.flatMap(fields -> fields.object("format"));
        return format.or(() -> body.object("output_format")).map(this::output).orElse(Output.DEFAULT);
    }

    private Output output(Fields format) {
        String type = format.requiredText("type");
        if (!type.equals("json_schema")) {
            ObjectNode unknown = format.rest();
            unknown.put("type", type);
            kept("output_config").set("format", unknown);
            return Output.DEFAULT;
        }
        Optional<ObjectNode> schema = format.tree("schema");
        if (schema.isEmpty()) {
            throw format.missing("schema");
        }
        if (!format.rest().isEmpty()) {
            kept("output_config").set("format", format.rest());
        }
        return new Output(new Output.Format.JsonSchema(Optional.empty(), Optional.empty(), schema, Optional.empty()),
                List.of(), Optional.empty(), Optional.empty());
    }

    private Service service() {
        Optional<String> user = body.object("metadata").flatMap(metadata -> {
            Optional<String> id = metadata.text("user_id");
            keep("metadata", metadata.rest());
            return id;
        });
        Optional<String> tier = body.text("service_tier").flatMap(word -> {
            Optional<String> known = Words.tier(word);
            if (known.isEmpty()) {
                kept.put("service_tier", word);
            }
            return known;
        });
        return new Service(tier, user, Optional.empty(), Optional.empty(), Map.of());
    }
}
