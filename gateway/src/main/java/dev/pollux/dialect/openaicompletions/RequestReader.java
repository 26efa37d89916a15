package dev.pollux.dialect.openaicompletions;

import dev.pollux.dialect.Inquiry;
import dev.pollux.json.Fields;
import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Message;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import dev.pollux.model.Tools;
import dev.pollux.tokens.Tokenizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one request: its prompt becomes what a user says. */
final class RequestReader {
    private static final String PROMPT = "prompt";
    private static final int MOST_LOGPROBS = 5;

    private final Inquiry inquiry;
    private final Fields body;

    RequestReader(Inquiry inquiry) {
        this.inquiry = inquiry;
        this.body = Fields.of(inquiry.body());
    }

    Request read() {
        String model = body.requiredText("model");
        String prompt = prompt();
        boolean echo = body.flag("echo").orElse(false);
        Settings settings = settings();
        if (echo && settings.logprobs().orElse(false)) {
            throw body.notAllowed("echo", "The probabilities of the prompt itself are known to no model here.");
        }
        if (body.integer("best_of").orElse(1) > settings.candidates().orElse(1)) {
            throw body.notAllowed("best_of", "Only as many answers are made as 'n' asks for.");
        }
        boolean stream = body.flag("stream").orElse(false);
        boolean usage = body.object("stream_options").flatMap(options -> options.flag("include_usage")).orElse(false);
        var service = new Service(Optional.empty(), body.text("user"), Optional.empty(), Optional.empty(), Map.of());
        if (inquiry.body().path("suffix").asString("?").isEmpty()) {
            body.skip("suffix");
        }
        Extras extras = Extras.of(OpenAiCompletions.NAME, "", body.rest());
        return new Request(model, List.of(new Message(Message.Role.USER, List.of(new Block.Text(prompt)))), Tools.NONE,
                settings, Output.DEFAULT, Thinking.DEFAULT, service,
                new Request.Delivery(stream, usage, inquiry.framing()), echo ? Echo.noted(extras) : extras);
    }

    private String prompt() {
        JsonNode prompt = body.any(PROMPT).orElseThrow(() -> body.missing(PROMPT));
        if (prompt.isString()) {
            return prompt.stringValue();
        }
        if (!(prompt instanceof ArrayNode list)) {
            throw body.illTyped(PROMPT, "a string", prompt);
        }
        if (!list.isEmpty() && list.get(0).isNumber()) {
            return decoded(list);
        }
        if (list.size() != 1) {
            throw body.notAllowed(PROMPT, "One request holds one prompt here; send each in a request of its own.");
        }
        return switch (list.get(0)) {
            case ArrayNode ids -> decoded(ids);
            case JsonNode text when text.isString() -> text.stringValue();
            case JsonNode other -> throw body.illTyped(PROMPT + "[0]", "a string", other);
        };
    }

    private String decoded(ArrayNode ids) {
        var numbers = new ArrayList<Integer>(ids.size());
        for (JsonNode id : ids) {
            if (!id.isIntegralNumber() || !id.canConvertToInt()) {
                throw body.illTyped(PROMPT, "an array of token ids", id);
            }
            numbers.add(id.intValue());
        }
        return Tokenizer.OLDER.text(numbers).orElseThrow(
                () -> body.notAllowed(PROMPT, "It holds a number that is no token of this model; send text instead."));
    }

    private Settings settings() {
        OptionalInt logprobs = body.integer("logprobs");
        if (logprobs.isPresent() && (logprobs.getAsInt() < 0 || logprobs.getAsInt() > MOST_LOGPROBS)) {
            throw body.notAllowed("logprobs", "It must be between 0 and " + MOST_LOGPROBS + ".");
        }
        return new Settings(body.integer("max_tokens"), body.number("temperature"), body.number("top_p"),
                OptionalInt.empty(), stop(), body.whole("seed"), body.number("presence_penalty"),
                body.number("frequency_penalty"), body.integer("n"),
                logprobs.isPresent() ? Optional.of(true) : Optional.empty(), logprobs);
    }

    private List<String> stop() {
        JsonNode stop = inquiry.body().get("stop");
        return stop != null && stop.isString() ? body.text("stop").stream().toList() : body.texts("stop");
    }
}
