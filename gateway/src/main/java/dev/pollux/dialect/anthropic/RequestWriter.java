package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.json.Json;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.Trait;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.schema.SchemaCompiler;
import dev.pollux.schema.SchemaTarget;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** Writes a request for a vendor. Made for one request. */
final class RequestWriter {
    /** The bound on an answer where neither the client nor the facts of the model give one: Anthropic demands it. */
    static final int DEFAULT_MAX_TOKENS = 8192;

    private final ModelFacts facts;
    private final Losses losses;
    private final ObjectNode body = Json.object();

    RequestWriter(ModelFacts facts, Losses losses) {
        this.facts = facts;
        this.losses = losses;
    }

    ObjectNode write(Request request) {
        Settings settings = request.settings();
        int maxTokens = maxTokens(settings);
        body.put("model", request.model()).put("max_tokens", maxTokens);
        var turns = new Turns(request.messages(), losses);
        if (facts.has(Trait.NO_PREFILL)) {
            turns.endWithTheUser();
        }
        turns.system(request.extras().note(NAME, RequestReader.NOTE_ATTRIBUTION))
                .ifPresent(system -> body.set("system", system));
        body.set("messages", turns.messages());
        boolean forced = new ToolWriter(body, losses).write(request.tools());
        boolean thinks = new ThinkingWriter(body, facts, losses).write(request, maxTokens,
                forced || turns.callsWithoutThought());
        sampling(settings, thinks);
        unsupported(settings);
        output(request.output());
        service(request.service());
        if (request.delivery().stream()) {
            body.put("stream", true);
        }
        request.extras().writeTo(body, NAME, losses);
        return body;
    }

    private int maxTokens(Settings settings) {
        int most = facts.outputTokens().orElse(Integer.MAX_VALUE);
        return Math.min(most, settings.maxTokens().orElse(facts.outputTokens().orElse(DEFAULT_MAX_TOKENS)));
    }

    /** @param thinks a model that thinks takes no temperature but 1, and no top_k */
    private void sampling(Settings settings, boolean thinks) {
        boolean fixed = facts.has(Trait.FIXED_SAMPLING);
        double temperature = settings.temperature().orElse(1);
        if (fixed || (thinks && temperature != 1)) {
            losses.addIf(settings.temperature().isPresent(), "temperature");
        } else if (settings.temperature().isPresent()) {
            losses.addIf(temperature > 1, "temperature");
            body.put("temperature", Math.min(1, temperature));
        }
        // beside a temperature it is refused from Claude 4.1 on; 1 says nothing
        if (settings.topP().isPresent()) {
            if (fixed || body.has("temperature")) {
                losses.addIf(settings.topP().getAsDouble() != 1, "top_p");
            } else {
                body.put("top_p", settings.topP().getAsDouble());
            }
        }
        if (settings.topK().isPresent()) {
            if (fixed || thinks) {
                losses.add("top_k");
            } else {
                body.put("top_k", settings.topK().getAsInt());
            }
        }
        List<String> stop = settings.stop().stream().filter(text -> !text.isBlank()).toList();
        losses.addIf(stop.size() < settings.stop().size(), "stop");
        if (!stop.isEmpty()) {
            ArrayNode texts = body.putArray("stop_sequences");
            stop.forEach(texts::add);
        }
    }

    private void unsupported(Settings settings) {
        losses.addIf(settings.seed().isPresent(), "seed");
        losses.addIf(settings.presencePenalty().orElse(0) != 0, "presence_penalty");
        losses.addIf(settings.frequencyPenalty().orElse(0) != 0, "frequency_penalty");
        losses.addIf(settings.candidates().orElse(1) > 1, "n");
        losses.addIf(settings.logprobs().orElse(false), "logprobs");
        losses.addIf(settings.topLogprobs().orElse(0) > 0, "top_logprobs");
    }

    private void output(Output output) {
        switch (output.format()) {
            case Output.Format.Text _ -> {
                // the only form when nothing is said
            }
            case Output.Format.JsonObject _ -> losses.add("response_format");
            case Output.Format.JsonSchema format when format.schema().isEmpty() -> losses.add("response_format");
            case Output.Format.JsonSchema format -> {
                ObjectNode schema = SchemaCompiler.compile(format.schema().orElseThrow(), SchemaTarget.ANTHROPIC,
                        "response_format", losses);
                config().putObject("format").put("type", "json_schema").set("schema", schema);
            }
        }
        losses.addIf(output.modalities().stream().anyMatch(modality -> modality != Output.Modality.TEXT), "modalities");
        losses.addIf(output.speech().isPresent(), "audio");
        losses.addIf(output.picture().isPresent(), "size");
        losses.addIf(output.verbosity().isPresent(), "verbosity");
    }

    private ObjectNode config() {
        return body.get("output_config") instanceof ObjectNode config ? config : body.putObject("output_config");
    }

    private void service(Service service) {
        service.user().ifPresent(user -> body.putObject("metadata").put("user_id", user));
        service.tier().ifPresent(tier -> {
            Optional<String> own = Words.ownTier(tier);
            own.ifPresentOrElse(word -> body.put("service_tier", word), () -> losses.add("service_tier"));
        });
        losses.addIf(service.cacheKey().isPresent(), "prompt_cache_key");
        losses.addIf(service.store().orElse(false), "store");
        losses.addIf(!service.metadata().isEmpty(), "metadata");
    }
}
