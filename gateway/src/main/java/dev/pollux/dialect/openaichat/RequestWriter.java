package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.Voices;
import dev.pollux.dialect.Wire;
import dev.pollux.json.Json;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.ThinkingControl;
import dev.pollux.model.ModelFacts.Trait;
import dev.pollux.model.Output;
import dev.pollux.model.Output.Format;
import dev.pollux.model.Output.Modality;
import dev.pollux.model.Request;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import dev.pollux.model.Thinking.Effort;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes one request for a vendor. */
final class RequestWriter {
    private static final int MOST_STOPS = 4;
    /** Others may leave unsaid how the answer shall sound; here both must be said. */
    private static final Output.Speech UNSAID = new Output.Speech(Optional.of("alloy"), Optional.of("pcm16"));

    private final Request request;
    private final ModelFacts facts;
    private final Losses losses;
    private final ObjectNode body = Json.object();

    RequestWriter(Request request, ModelFacts facts, Losses losses) {
        this.request = request;
        this.facts = facts;
        this.losses = losses;
    }

    Wire write() {
        body.put("model", request.model());
        body.set("messages", new HistoryWriter(facts, losses).write(request.messages()));
        new ToolWriter(body, losses).write(request.tools());
        settings(request.settings());
        output(request.output());
        effort(request.thinking()).ifPresent(effort -> body.put("reasoning_effort", Words.of(effort)));
        service(request.service());
        if (request.delivery().stream()) {
            body.put("stream", true);
            if (request.delivery().usage()) {
                body.putObject("stream_options").put("include_usage", true);
            }
        }
        Nested.write(request.extras(), body, losses);
        return new Wire("/chat/completions", Map.of(), Json.bytes(body));
    }

    private void settings(Settings settings) {
        settings.maxTokens().ifPresent(most -> body.put("max_completion_tokens", most));
        if (facts.has(Trait.FIXED_SAMPLING)) {
            losses.addIf(settings.temperature().isPresent(), "temperature");
            losses.addIf(settings.topP().isPresent(), "top_p");
        } else {
            settings.temperature().ifPresent(value -> body.put("temperature", value));
            settings.topP().ifPresent(value -> body.put("top_p", value));
        }
        losses.addIf(settings.topK().isPresent(), "top_k");
        if (!settings.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            settings.stop().stream().limit(MOST_STOPS).forEach(stop::add);
            losses.addIf(settings.stop().size() > MOST_STOPS, "stop");
        }
        settings.seed().ifPresent(seed -> body.put("seed", seed));
        if (facts.has(Trait.NO_PENALTIES)) {
            losses.addIf(settings.presencePenalty().orElse(0) != 0, "presence_penalty");
            losses.addIf(settings.frequencyPenalty().orElse(0) != 0, "frequency_penalty");
        } else {
            settings.presencePenalty().ifPresent(value -> body.put("presence_penalty", value));
            settings.frequencyPenalty().ifPresent(value -> body.put("frequency_penalty", value));
        }
        if (facts.has(Trait.ONE_CANDIDATE)) {
            losses.addIf(settings.candidates().orElse(1) > 1, "n");
        } else {
            settings.candidates().ifPresent(count -> body.put("n", count));
        }
        settings.logprobs().ifPresent(wanted -> body.put("logprobs", wanted));
        settings.topLogprobs().ifPresent(count -> body.put("top_logprobs", count));
    }

    private void output(Output output) {
        switch (output.format()) {
            case Format.Text text when text.said() -> body.putObject("response_format").put("type", "text");
            case Format.Text _ -> {
                // the default is left unsaid
            }
            case Format.JsonObject _ -> body.putObject("response_format").put("type", "json_object");
            case Format.JsonSchema schema -> schema(schema);
        }
        boolean speaks = output.modalities().contains(Modality.AUDIO);
        if (!output.modalities().isEmpty()) {
            ArrayNode modalities = body.putArray("modalities");
            if (speaks && !output.modalities().contains(Modality.TEXT)) {
                modalities.add(Words.of(Modality.TEXT)); // there is no sound without its words here
            }
            output.modalities().forEach(modality -> modalities.add(Words.of(modality)));
        }
        output.speech().or(() -> speaks ? Optional.of(UNSAID) : Optional.empty()).ifPresent(speech -> {
            ObjectNode audio = body.putObject("audio");
            speech.voice().map(Voices::openAi).ifPresent(voice -> audio.put("voice", voice));
            speech.format().ifPresent(format -> audio.put("format", format));
        });
        losses.addIf(output.picture().isPresent(), "size");
        output.verbosity().ifPresent(verbosity -> body.put("verbosity", verbosity));
    }

    private void schema(Format.JsonSchema schema) {
        ObjectNode shape = body.putObject("response_format").put("type", "json_schema").putObject("json_schema");
        // the name is required here and means nothing
        shape.put("name", schema.name().orElse("response"));
        schema.description().ifPresent(description -> shape.put("description", description));
        schema.schema().ifPresent(tree -> shape.set("schema", tree));
        schema.strict().ifPresent(strict -> shape.put("strict", strict));
    }

    private Optional<Effort> effort(Thinking thinking) {
        Optional<Effort> asked = thinking.effort().or(() -> worth(thinking));
        return switch (facts.thinking()) {
            case ThinkingControl.Unknown _,ThinkingControl.Budget _ -> asked;
            case ThinkingControl.Never _ -> {
                losses.addIf(asked.isPresent() && asked.get() != Effort.NONE, "reasoning_effort");
                yield Optional.empty();
            }
            case ThinkingControl.Levels levels -> {
                Optional<Effort> nearest = asked.flatMap(effort -> nearest(levels.allowed(), effort));
                losses.addIf(!nearest.equals(asked), "reasoning_effort");
                yield nearest;
            }
        };
    }

    /** The most that the model takes without passing what was asked, else the least that it takes. */
    private static Optional<Effort> nearest(Set<Effort> allowed, Effort asked) {
        var sorted = new TreeSet<>(allowed);
        return Optional.ofNullable(sorted.floor(asked)).or(() -> Optional.ofNullable(sorted.ceiling(asked)));
    }

    /** A budget of tokens in words. */
    private static Optional<Effort> worth(Thinking thinking) {
        if (thinking.budget().isEmpty() || thinking.budget().getAsInt() == Thinking.DYNAMIC) {
            return Optional.empty();
        }
        int budget = thinking.budget().getAsInt();
        if (budget == 0) {
            return Optional.of(Effort.NONE);
        }
        return Optional.of(budget <= 1024 ? Effort.LOW : budget <= 8192 ? Effort.MEDIUM : Effort.HIGH);
    }

    private void service(Service service) {
        service.tier().ifPresent(tier -> body.put("service_tier", tier));
        service.user().ifPresent(user -> body.put("user", user));
        service.cacheKey().ifPresent(key -> body.put("prompt_cache_key", key));
        service.store().ifPresent(store -> body.put("store", store));
        if (!service.metadata().isEmpty()) {
            ObjectNode metadata = body.putObject("metadata");
            service.metadata().forEach(metadata::put);
        }
    }
}
