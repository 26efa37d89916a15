package dev.pollux.dialect;

import dev.pollux.json.Json;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import dev.pollux.model.Tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a request says, by name and without its form: only what is said is here.
 *
 * <p>{@link #EXCUSES} is the exact meaning of "except for what is named as lost": a facet may differ after a round trip if
 * one of its names was reported.
 */
final class Facets {
    static final Map<String, Set<String>> EXCUSES = Map.ofEntries(
            Map.entry("temperature", Set.of("temperature")), Map.entry("top_p", Set.of("top_p")),
            Map.entry("top_k", Set.of("top_k")), Map.entry("stop", Set.of("stop")), Map.entry("seed", Set.of("seed")),
            Map.entry("presence_penalty", Set.of("presence_penalty")),
            Map.entry("frequency_penalty", Set.of("frequency_penalty")), Map.entry("n", Set.of("n")),
            Map.entry("logprobs", Set.of("logprobs")), Map.entry("top_logprobs", Set.of("top_logprobs")),
            Map.entry("format", Set.of("response_format")), Map.entry("verbosity", Set.of("verbosity")),
            Map.entry("thinking", Set.of("reasoning_effort", "thinking")), Map.entry("tier", Set.of("service_tier")),
            Map.entry("user", Set.of("user")), Map.entry("cache_key", Set.of("prompt_cache_key")),
            Map.entry("store", Set.of("store")), Map.entry("metadata", Set.of("metadata")),
            Map.entry("choice", Set.of("tool_choice")), Map.entry("parallel", Set.of("parallel_tool_calls")),
            Map.entry("max_tokens", Set.of()), Map.entry("tools", Set.of()), Map.entry("strict", Set.of("strict")),
            Map.entry("custom", Set.of("tools[].custom")),
            Map.entry("hosted", Set.of("web_search", "web_fetch", "code_execution")),
            Map.entry("modalities", Set.of("modalities", "audio")), Map.entry("voice", Set.of("audio")),
            Map.entry("sound", Set.of("audio", "audio.format")), Map.entry("picture", Set.of("size")));

    private final Map<String, Object> said = new TreeMap<>();

    private Facets() {}

    /** @param origin the dialect that it goes through, whose seals count */
    static Map<String, Object> of(Request request, String origin) {
        var facets = new Facets();
        facets.settings(request.settings());
        facets.output(request.output(), origin);
        facets.thinking(request.thinking());
        facets.service(request.service());
        facets.tools(request);
        facets.said.putAll(Sayings.of(request, origin));
        return facets.said;
    }

    private void settings(Settings settings) {
        settings.maxTokens().ifPresent(n -> said.put("max_tokens", n));
        settings.temperature().ifPresent(n -> said.put("temperature", n));
        settings.topP().stream().filter(n -> n != 1).forEach(n -> said.put("top_p", n));
        settings.topK().ifPresent(n -> said.put("top_k", n));
        settings.seed().ifPresent(n -> said.put("seed", n));
        settings.presencePenalty().stream().filter(n -> n != 0).forEach(n -> said.put("presence_penalty", penalty(n)));
        settings.frequencyPenalty().stream().filter(n -> n != 0)
                .forEach(n -> said.put("frequency_penalty", penalty(n)));
        settings.candidates().stream().filter(n -> n > 1).forEach(n -> said.put("n", n));
        settings.logprobs().filter(wanted -> wanted).ifPresent(wanted -> said.put("logprobs", wanted));
        settings.topLogprobs().stream().filter(n -> n > 0).forEach(n -> said.put("top_logprobs", n));
        put("stop", settings.stop());
    }

    /** Gemini takes less than 2, and gets the next number below it. */
    private static double penalty(double said) {
        return Math.min(said, 1.9999);
    }

    private void output(Output output, String origin) {
        switch (output.format()) {
            case Output.Format.JsonObject _ -> said.put("format", "json");
            case Output.Format.JsonSchema schema -> said.put("format", Json.text(schema.schema().orElseThrow()));
            case Output.Format.Text _ -> {
            }
        }
        output.verbosity().ifPresent(word -> said.put("verbosity", word));
        put("modalities", output.modalities());
        output.speech().flatMap(Output.Speech::voice).ifPresent(voice -> said.put("voice", voice));
        if (!origin.equals("gemini")) { // its sound is raw, and put into the format that is asked for by us
            output.speech().flatMap(Output.Speech::format).ifPresent(format -> said.put("sound", format));
        }
        output.picture().ifPresent(picture -> said.put("picture", picture));
    }

    private void thinking(Thinking thinking) {
        boolean off = thinking.effort().filter(Thinking.Effort.NONE::equals).isPresent()
                || thinking.budget().orElse(1) == 0;
        boolean on = thinking.effort().isPresent() || thinking.budget().orElse(Thinking.DYNAMIC) >= 0;
        if (on) {
            said.put("thinking", off ? "off" : "on");
        }
    }

    private void service(Service service) {
        service.tier().ifPresent(word -> said.put("tier", word));
        service.user().ifPresent(word -> said.put("user", word));
        service.cacheKey().ifPresent(word -> said.put("cache_key", word));
        service.store().filter(wanted -> wanted).ifPresent(wanted -> said.put("store", wanted));
        if (!service.metadata().isEmpty()) {
            said.put("metadata", service.metadata());
        }
    }

    private void tools(Request request) {
        var tools = new ArrayList<String>();
        var names = new ArrayList<String>();
        var custom = new ArrayList<String>();
        var hosted = new ArrayList<Tool.Hosted.Kind>();
        ToolChoice choice = request.tools().choice();
        for (Tool tool : callable(request.tools())) {
            switch (tool) {
                case Tool.Function function -> {
                    tools.add(function.name() + function.description()
                            + Json.text(function.schema().orElse(Json.object())));
                    names.add(function.name());
                    // a model that must call keeps to the schemas anyway
                    function.strict().filter(wanted -> wanted && choice.mode() != ToolChoice.Mode.REQUIRED)
                            .ifPresent(wanted -> said.put("strict", wanted));
                }
                case Tool.Custom free -> custom.add(free.name() + free.description() + free.format());
                case Tool.Hosted one -> hosted.add(one.kind());
                case Tool.Opaque _ -> {
                }
            }
        }
        put("tools", tools);
        put("custom", custom);
        put("hosted", hosted);
        switch (choice.mode()) {
            case NONE -> said.put("choice", "none");
            case REQUIRED -> said.put("choice", "one of " + names);
            case UNSET, AUTO -> {
            }
        }
        if (!names.isEmpty()) {
            request.tools().parallel().filter(parallel -> !parallel).ifPresent(no -> said.put("parallel", no));
        }
    }

    /** The tools that may be called: a target that knows no choice among them need not hear of the others. */
    static List<Tool> callable(Tools tools) {
        ToolChoice choice = tools.choice();
        if (choice.mode() == ToolChoice.Mode.NONE) {
            return List.of();
        }
        return tools.offered().stream().filter(tool -> choice.names().isEmpty()
                || (tool instanceof Tool.Function function && choice.names().contains(function.name()))).toList();
    }

    private void put(String name, List<?> list) {
        if (!list.isEmpty()) {
            said.put(name, list);
        }
    }
}
