package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.Inquiry;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Extras;
import dev.pollux.model.Message;
import dev.pollux.model.Output;
import dev.pollux.model.Output.Format;
import dev.pollux.model.Output.Modality;
import dev.pollux.model.Request;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import dev.pollux.model.Thinking.Effort;
import dev.pollux.model.Tools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Reads one request of a client. */
final class RequestReader {
    private final Inquiry inquiry;
    private final Fields body;
    private final Supplier<String> ids;
    /** What has a place but says there what the model in the middle has no word for. */
    private final ObjectNode odd = Json.object();

    RequestReader(Inquiry inquiry, Supplier<String> ids) {
        this.inquiry = inquiry;
        this.body = Fields.of(inquiry.body());
        this.ids = ids;
    }

    Request read() {
        String model = model(body);
        if (!body.has("messages")) {
            throw body.missing("messages");
        }
        List<Fields> written = body.objects("messages");
        if (written.isEmpty()) {
            throw body.notAllowed("messages", "the list is empty.");
        }
        List<Message> messages = new MessageReader(ids).read(written);
        Tools tools = new ToolReader(body, odd).read();
        Settings settings = settings();
        Output output = output();
        Thinking thinking = thinking();
        Service service = service();
        Request.Delivery delivery = delivery();
        ObjectNode rest = body.rest(); // all has been read
        rest.setAll(odd);
        return new Request(model, messages, tools, settings, output, thinking, service, delivery,
                Extras.of(Words.DIALECT, "", rest));
    }

    static String model(Fields body) {
        return body.text("model").filter(name -> !name.isBlank()).orElseThrow(() -> body.missing("model"));
    }

    private Settings settings() {
        OptionalInt older = integer("max_tokens", 1, Integer.MAX_VALUE);
        OptionalInt newer = integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        return new Settings(newer.isPresent() ? newer : older, number("temperature", 0, 2), number("top_p", 0, 1),
                integer("top_k", Integer.MIN_VALUE, Integer.MAX_VALUE), stop(), body.whole("seed"),
                number("presence_penalty", -2, 2), number("frequency_penalty", -2, 2), integer("n", 1, 128),
                body.flag("logprobs"), integer("top_logprobs", 0, 20));
    }

    private List<String> stop() {
        JsonNode stop = inquiry.body().get("stop");
        return stop != null && stop.isString() ? body.text("stop").stream().toList() : body.texts("stop");
    }

    private OptionalDouble number(String name, int least, int most) {
        OptionalDouble value = body.number(name);
        if (value.isPresent() && !(value.getAsDouble() >= least && value.getAsDouble() <= most)) {
            throw outOfRange(name, least, most);
        }
        return value;
    }

    private OptionalInt integer(String name, int least, int most) {
        OptionalInt value = body.integer(name);
        if (value.isPresent() && (value.getAsInt() < least || value.getAsInt() > most)) {
            throw outOfRange(name, least, most);
        }
        return value;
    }

    private JsonException outOfRange(String name, int least, int most) {
        return body.notAllowed(name, most == Integer.MAX_VALUE
                ? "it must be at least " + least + "."
                : "it must be between " + least + " and " + most + ".");
    }

    private Output output() {
        return new Output(format(), modalities(), speech(), body.text("verbosity"));
    }

    private Format format() {
        Optional<Fields> asked = body.object("response_format");
        if (asked.isEmpty()) {
            return Format.Text.UNSET;
        }
        Fields format = asked.get();
        String type = format.requiredText("type");
        Optional<Format> known = switch (type) {
            case "text" -> Optional.of(new Format.Text(true));
            case "json_object" -> Optional.of(new Format.JsonObject());
            case "json_schema" -> Optional.of(schema(format));
            default -> Optional.empty();
        };
        ObjectNode unread = known.isPresent() ? format.rest() : format.rest().put("type", type);
        if (odd.get("response_format") instanceof ObjectNode inner) {
            inner.setAll(unread);
        } else {
            Nested.keep(odd, "response_format", unread);
        }
        return known.orElse(Format.Text.UNSET);
    }

    private Format schema(Fields format) {
        Fields schema = format.object("json_schema").orElseThrow(() -> format.missing("json_schema"));
        var read = new Format.JsonSchema(Optional.of(schema.requiredText("name")), schema.text("description"),
                schema.tree("schema"), schema.flag("strict"));
        if (!schema.rest().isEmpty()) {
            odd.set("response_format", Json.object().set("json_schema", schema.rest()));
        }
        return read;
    }

    private List<Modality> modalities() {
        List<String> words = body.texts("modalities");
        var known = new ArrayList<Modality>();
        words.forEach(word -> Words.modality(word).ifPresent(known::add));
        if (known.size() < words.size()) {
            ArrayNode all = odd.putArray("modalities");
            words.forEach(all::add);
            return List.of();
        }
        return known;
    }

    private Optional<Output.Speech> speech() {
        Optional<Fields> audio = body.object("audio");
        if (audio.isEmpty()) {
            return Optional.empty();
        }
        // a voice of one's own is an object with an id
        Optional<JsonNode> voice = audio.get().any("voice");
        var speech = new Output.Speech(voice.filter(JsonNode::isString).map(JsonNode::stringValue),
                audio.get().text("format"));
        ObjectNode rest = audio.get().rest();
        voice.filter(named -> !named.isString()).ifPresent(named -> rest.set("voice", named));
        Nested.keep(odd, "audio", rest);
        return Optional.of(speech);
    }

    private Thinking thinking() {
        Optional<String> word = body.text("reasoning_effort");
        Optional<Effort> effort = word.flatMap(Words::effort);
        if (effort.isEmpty()) {
            word.ifPresent(unknown -> odd.put("reasoning_effort", unknown));
        }
        // whoever asks for reasoning gets to see it, in the field that all have but OpenAI
        Optional<Thinking.Shown> shown = effort.filter(asked -> asked != Effort.NONE)
                .map(_ -> Thinking.Shown.WELCOME);
        return new Thinking(effort, OptionalInt.empty(), shown);
    }

    private Service service() {
        Optional<String> user = body.text("user");
        Optional<String> newer = body.text("safety_identifier");
        if (user.isPresent()) {
            newer.ifPresent(both -> odd.put("safety_identifier", both));
        }
        return new Service(body.text("service_tier"), user.or(() -> newer), body.text("prompt_cache_key"),
                body.flag("store"), metadata());
    }

    private Map<String, String> metadata() {
        Optional<Fields> metadata = body.object("metadata");
        if (metadata.isEmpty()) {
            return Map.of();
        }
        var pairs = new LinkedHashMap<String, String>();
        for (String key : metadata.get().rest().propertyNames()) {
            metadata.get().text(key).ifPresent(value -> pairs.put(key, value));
        }
        return pairs;
    }

    private Request.Delivery delivery() {
        boolean stream = body.flag("stream").orElse(false) || inquiry.stream();
        Optional<Fields> options = body.object("stream_options");
        if (options.isPresent() && !stream) {
            throw body.notAllowed("stream_options", "it is only allowed when 'stream' is true.");
        }
        boolean usage = options.flatMap(fields -> fields.flag("include_usage")).orElse(false);
        options.ifPresent(fields -> Nested.keep(odd, "stream_options", fields.rest()));
        return new Request.Delivery(stream, usage, inquiry.framing());
    }
}
