package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.Inquiry;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Message;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import dev.pollux.model.Thinking.Effort;
import dev.pollux.model.Tools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Reads the body of {@code POST /responses}. */
final class RequestReader {
    private final Fields body;
    /** Left over in inner objects, under dotted names as {@code reasoning.context}. */
    private final ObjectNode extras = Json.object();

    private RequestReader(Fields body) {
        this.body = body;
    }

    static Request read(Inquiry inquiry) {
        return new RequestReader(Fields.of(inquiry.body())).read(inquiry.stream(), inquiry.framing());
    }

    private Request read(boolean streamAsked, Request.Framing framing) {
        refuseState();
        String model = body.requiredText("model");
        var toolReader = new ToolReader(body);
        var tools = new Tools(toolReader.offered(), toolReader.choice(extras), body.flag("parallel_tool_calls"));
        boolean stream = body.flag("stream").orElse(false) || streamAsked;
        Optional<Boolean> store = body.flag("store");
        Thinking thinking = thinking();
        List<String> include = new ArrayList<>(body.texts("include"));
        Settings settings = settings(include.remove(Words.LOGPROBS));
        boolean sealed = include.remove(Words.SEALED_REASONING);
        if (!include.isEmpty()) {
            include.forEach(extras.putArray("include")::add);
        }
        Output output = output();
        var service = new Service(body.text("service_tier"), body.text("user"), body.text("prompt_cache_key"), store,
                metadata());
        List<Message> messages = new ItemReader(new Namespaces(tools.offered())).read(body);
        extras.setAll(body.rest());
        return new Request(model, messages, tools, settings, output, thinking, service,
                new Request.Delivery(stream, true, framing), extras(sealed));
    }

    /** @param sealed the client asks for the seals of reasoning; whoever needs them gives them unasked */
    private Extras extras(boolean sealed) {
        var whole = new Extras(Words.DIALECT, "", extras);
        return sealed ? whole.withNote(Words.DIALECT, Words.SEALED_REASONING, BooleanNode.TRUE) : whole;
    }

    /** What would need a memory of earlier answers, or of things stored with the vendor. */
    private void refuseState() {
        if (body.any("previous_response_id").isPresent()) {
            throw new FailureException(Failure.invalid("previous_response_id",
                    "No earlier answer is kept here: send the whole conversation as 'input' instead of"
                            + " 'previous_response_id'.")
                    .withCode("previous_response_not_found"));
        }
        for (String name : List.of("conversation", "prompt")) {
            if (body.any(name).isPresent()) {
                throw unsupported(name);
            }
        }
        if (body.flag("background").orElse(false)) {
            throw unsupported("background");
        }
    }

    private static FailureException unsupported(String name) {
        return new FailureException(Failure.invalid(name,
                "Unsupported parameter: '" + name + "' needs storage that this model does not have here.")
                .withCode("unsupported_parameter"));
    }

    private Settings settings(boolean logprobs) {
        return new Settings(body.integer("max_output_tokens"), body.number("temperature"), body.number("top_p"),
                OptionalInt.empty(), List.of(), OptionalLong.empty(), Settings.DEFAULT.presencePenalty(),
                Settings.DEFAULT.frequencyPenalty(), OptionalInt.empty(),
                logprobs ? Optional.of(true) : Optional.empty(), body.integer("top_logprobs"));
    }

    private Thinking thinking() {
        Optional<Fields> found = body.object("reasoning");
        if (found.isEmpty()) {
            return Thinking.DEFAULT;
        }
        Fields reasoning = found.get();
        Optional<String> effort = reasoning.text("effort");
        Optional<Effort> known = effort.flatMap(Words::effort);
        if (known.isEmpty()) {
            effort.ifPresent(word -> extras.put("reasoning.effort", word));
        }
        Optional<String> summary = reasoning.text("summary");
        summary.filter(word -> !word.equals("auto")).ifPresent(word -> extras.put("reasoning.summary", word));
        keep("reasoning", reasoning.rest());
        return new Thinking(known, OptionalInt.empty(), summary.map(_ -> Thinking.Shown.ASKED));
    }

    private Output output() {
        Optional<Fields> text = body.object("text");
        if (text.isEmpty()) {
            return Output.DEFAULT;
        }
        Optional<String> verbosity = text.get().text("verbosity");
        Output.Format format = format(text.get());
        keep("text", text.get().rest());
        return new Output(format, List.of(), Optional.empty(), verbosity);
    }

    private Output.Format format(Fields text) {
        Optional<ObjectNode> whole = text.tree("format");
        Optional<Fields> found = text.object("format");
        if (whole.isEmpty() || found.isEmpty()) {
            return Output.Format.Text.UNSET;
        }
        Fields format = found.get();
        Output.Format read = switch (format.requiredText("type")) {
            case "text" -> new Output.Format.Text(true);
            case "json_object" -> new Output.Format.JsonObject();
            case "json_schema" -> new Output.Format.JsonSchema(Optional.of(format.requiredText("name")),
                    format.text("description"),
                    Optional.of(format.tree("schema").orElseThrow(() -> format.missing("schema"))),
                    format.flag("strict"));
            default -> Output.Format.Text.UNSET;
        };
        if (read.equals(Output.Format.Text.UNSET)) {
            extras.set("text.format", whole.get());
        } else {
            keep("text.format", format.rest());
        }
        return read;
    }

    private Map<String, String> metadata() {
        var pairs = new TreeMap<String, String>();
        body.object("metadata").ifPresent(metadata -> metadata.rest().propertyNames()
                .forEach(name -> pairs.put(name, metadata.requiredText(name))));
        return pairs;
    }

    private void keep(String place, ObjectNode rest) {
        for (Map.Entry<String, JsonNode> field : rest.properties()) {
            extras.set(place + "." + field.getKey(), field.getValue());
        }
    }
}
