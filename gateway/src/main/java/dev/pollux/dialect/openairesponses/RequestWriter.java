package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.Wire;
import dev.pollux.json.Json;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.ThinkingControl;
import dev.pollux.model.ModelFacts.Trait;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import dev.pollux.model.Thinking.Effort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes the body of {@code POST /responses}. */
final class RequestWriter {
    private final Request request;
    private final ModelFacts facts;
    private final Losses losses;
    private final ObjectNode body = Json.object();

    private RequestWriter(Request request, ModelFacts facts, Losses losses) {
        this.request = request;
        this.facts = facts;
        this.losses = losses;
    }

    static Wire write(Request request, ModelFacts facts, Losses losses) {
        return new Wire("/responses", Map.of(), Json.bytes(body(request, facts, losses)));
    }

    static ObjectNode body(Request request, ModelFacts facts, Losses losses) {
        return new RequestWriter(request, facts, losses).body();
    }

    private ObjectNode body() {
        body.put("model", request.model());
        var tools = new ToolWriter(request.tools(), losses);
        new ItemWriter(new Namespaces(request.tools().offered()), request.service().store().orElse(true), losses)
                .write(request.messages(), body);
        ArrayNode offered = tools.offered();
        if (!offered.isEmpty()) {
            body.set("tools", offered);
        }
        if (!offered.isEmpty() || Words.isOwn(request)) {
            tools.choice().ifPresent(choice -> body.set("tool_choice", choice));
            request.tools().parallel().ifPresent(parallel -> body.put("parallel_tool_calls", parallel));
        }
        settings(request.settings());
        reasoning();
        output(body, request.output());
        losses.addIf(!request.output().modalities().stream().allMatch(Output.Modality.TEXT::equals), "modalities");
        losses.addIf(request.output().speech().isPresent(), "audio");
        losses.addIf(request.output().picture().isPresent(), "size");
        service(request.service());
        include();
        if (request.delivery().stream()) {
            body.put("stream", true);
        }
        extras(body, request.extras(), losses);
        return body;
    }

    private void settings(Settings settings) {
        settings.maxTokens().ifPresent(tokens -> body.put("max_output_tokens", tokens));
        boolean free = !facts.has(Trait.FIXED_SAMPLING);
        if (free) {
            settings.temperature().ifPresent(value -> body.put("temperature", value));
            settings.topP().ifPresent(value -> body.put("top_p", value));
        }
        losses.addIf(!free && settings.temperature().isPresent(), "temperature");
        losses.addIf(!free && settings.topP().isPresent(), "top_p");
        settings.topLogprobs().ifPresent(count -> body.put("top_logprobs", count));
        losses.addIf(settings.topK().isPresent(), "top_k");
        losses.addIf(!settings.stop().isEmpty(), "stop");
        losses.addIf(settings.seed().isPresent(), "seed");
        losses.addIf(settings.presencePenalty().orElse(0) != 0, "presence_penalty");
        losses.addIf(settings.frequencyPenalty().orElse(0) != 0, "frequency_penalty");
        losses.addIf(settings.candidates().orElse(1) > 1, "n");
    }

    private void reasoning() {
        Thinking thinking = request.thinking();
        Optional<Effort> effort = thinking.effort().or(() -> effort(thinking));
        ObjectNode reasoning = Json.object();
        switch (facts.thinking()) {
            case ThinkingControl.Never _ -> {
                losses.addIf(effort.isPresent() && effort.get() != Effort.NONE, "reasoning_effort");
                return;
            }
            case ThinkingControl.Levels levels when !levels.allowed().isEmpty() -> effort.ifPresent(wanted -> {
                losses.addIf(wanted == Effort.NONE && !levels.allowed().contains(wanted), "reasoning_effort");
                reasoning.put("effort", Words.of(nearest(wanted, levels.allowed())));
            });
            case ThinkingControl.Levels _,ThinkingControl.Budget _,ThinkingControl.Unknown _ ->
                effort.ifPresent(wanted -> reasoning.put("effort", Words.of(wanted)));
        }
        // a summary is refused to organisations that have not proved who they are: only those get it who ask
        if (thinking.isAsked()) {
            Extras extras = request.extras();
            JsonNode word = extras.isOf(Words.DIALECT) ? extras.fields().get("reasoning.summary") : null;
            reasoning.put("summary", word == null ? "auto" : word.asString("auto"));
        }
        if (!reasoning.isEmpty()) {
            body.set("reasoning", reasoning);
        }
    }

    /** The effort that a budget in tokens comes to; a model that may choose gets no word. */
    private static Optional<Effort> effort(Thinking thinking) {
        int budget = thinking.budget().orElse(Thinking.DYNAMIC);
        if (budget < 0) {
            return Optional.empty();
        }
        return Optional.of(budget == 0
                ? Effort.NONE
                : budget <= 1024 ? Effort.LOW : budget <= 8192 ? Effort.MEDIUM : Effort.HIGH);
    }

    /** The most that the model allows of what was asked for, or the least it can do. */
    private static Effort nearest(Effort wanted, Set<Effort> allowed) {
        var sorted = new TreeSet<>(allowed);
        Effort below = sorted.floor(wanted);
        return below == null ? sorted.first() : below;
    }

    /** Writes {@code text}, as a request and the echo of it in an answer have it. */
    static void output(ObjectNode body, Output output) {
        ObjectNode text = Json.object();
        switch (output.format()) {
            case Output.Format.Text format when !format.said() -> {
                // the vendor's default is the same
            }
            case Output.Format.Text _ -> text.putObject("format").put("type", "text");
            case Output.Format.JsonObject _ -> text.putObject("format").put("type", "json_object");
            case Output.Format.JsonSchema schema -> {
                ObjectNode format = text.putObject("format").put("type", "json_schema");
                format.put("name", schema.name().orElse("response"));
                schema.description().ifPresent(words -> format.put("description", words));
                format.set("schema", schema.schema().orElseGet(() -> Json.object().put("type", "object")));
                schema.strict().ifPresent(strict -> format.put("strict", strict));
            }
        }
        output.verbosity().ifPresent(verbosity -> text.put("verbosity", verbosity));
        if (!text.isEmpty()) {
            body.set("text", text);
        }
    }

    private void service(Service service) {
        service.tier().ifPresent(tier -> body.put("service_tier", tier));
        service.user().ifPresent(user -> body.put("user", user));
        service.cacheKey().ifPresent(key -> body.put("prompt_cache_key", key));
        service.store().or(() -> Words.isOwn(request) ? Optional.empty() : Optional.of(false))
                .ifPresent(store -> body.put("store", store));
        if (!service.metadata().isEmpty()) {
            service.metadata().forEach(body.putObject("metadata")::put);
        }
    }

    private void include() {
        ArrayNode include = Json.array();
        Optional<Boolean> store = Words.isOwn(request) ? request.service().store() : Optional.of(false);
        boolean thinks = !(facts.thinking() instanceof ThinkingControl.Never);
        boolean asked = request.extras().note(Words.DIALECT, Words.SEALED_REASONING).isPresent();
        if (asked || (thinks && Words.sealsReasoning(store, request.thinking()))) {
            include.add(Words.SEALED_REASONING);
        }
        if (request.settings().logprobs().orElse(false)) {
            include.add(Words.LOGPROBS);
        }
        if (Words.isOwn(request)) {
            request.extras().fields().path("include").forEach(include::add);
        }
        if (!include.isEmpty()) {
            body.set("include", include);
        }
    }

    /** Puts what is left of a request back, names with dots into the objects that they came from. */
    static void extras(ObjectNode body, Extras extras, Losses losses) {
        if (!extras.isOf(Words.DIALECT)) {
            extras.report(losses);
            return;
        }
        for (Map.Entry<String, JsonNode> field : extras.fields().properties()) {
            put(body, List.of(field.getKey().split("\\.")), field.getValue());
        }
    }

    private static void put(ObjectNode target, List<String> path, JsonNode value) {
        String name = path.getFirst();
        if (path.size() > 1) {
            ObjectNode inner = target.get(name) instanceof ObjectNode found ? found : target.putObject(name);
            put(inner, path.subList(1, path.size()), value);
        } else if (!target.has(name)) {
            target.set(name, value);
        }
    }
}
