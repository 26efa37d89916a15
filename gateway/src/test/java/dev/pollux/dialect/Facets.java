package dev.pollux.dialect;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Conversation;
import dev.pollux.model.Message;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.model.Seal;
import dev.pollux.model.Thinking;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            Map.entry("cached", Set.of("cache_control")), Map.entry("images", Set.of("image_url")),
            Map.entry("audio", Set.of("input_audio", "audio")), Map.entry("video", Set.of("video")),
            Map.entry("documents", Set.of("file")), Map.entry("max_tokens", Set.of()),
            Map.entry("tools", Set.of("tools[].custom")),
            Map.entry("custom", Set.of("tools[].custom")),
            Map.entry("hosted", Set.of("web_search", "web_fetch", "code_execution")),
            Map.entry("modalities", Set.of("modalities", "audio")),
            Map.entry("words", Set.of()), Map.entry("own_thoughts", Set.of()), Map.entry("own_seals", Set.of()));

    private final Map<String, Object> said = new TreeMap<>();
    private final String origin;

    private Facets(String origin) {
        this.origin = origin;
    }

    /** @param origin the dialect whose seals count */
    static Map<String, Object> of(Request request, String origin) {
        var facets = new Facets(origin);
        facets.settings(request);
        facets.tools(request);
        facets.messages(request);
        return facets.said;
    }

    private void settings(Request request) {
        var settings = request.settings();
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
        switch (request.output().format()) {
            case Output.Format.JsonObject _ -> said.put("format", "json");
            case Output.Format.JsonSchema schema -> said.put("format", Json.text(schema.schema().orElseThrow()));
            case Output.Format.Text _ -> {
            }
        }
        request.output().verbosity().ifPresent(word -> said.put("verbosity", word));
        put("modalities", request.output().modalities());
        Thinking thinking = request.thinking();
        boolean off = thinking.effort().equals(Optional.of(Thinking.Effort.NONE))
                || thinking.budget().orElse(1) == 0;
        boolean on = thinking.effort().isPresent() || thinking.budget().orElse(Thinking.DYNAMIC) >= 0;
        if (on) {
            said.put("thinking", off ? "off" : "on");
        }
        var service = request.service();
        service.tier().ifPresent(word -> said.put("tier", word));
        service.user().ifPresent(word -> said.put("user", word));
        service.cacheKey().ifPresent(word -> said.put("cache_key", word));
        service.store().filter(wanted -> wanted).ifPresent(wanted -> said.put("store", wanted));
        if (!service.metadata().isEmpty()) {
            said.put("metadata", service.metadata());
        }
    }

    /** Gemini takes less than 2, and gets the next number below it. */
    private static double penalty(double said) {
        return Math.min(said, 1.9999);
    }

    private void tools(Request request) {
        var tools = new ArrayList<String>();
        var custom = new ArrayList<String>();
        var hosted = new ArrayList<Tool.Hosted.Kind>();
        for (Tool tool : request.tools().offered()) {
            switch (tool) {
                case Tool.Function function -> tools.add(function.name() + function.description()
                        + Json.text(function.schema().orElse(Json.object())));
                case Tool.Custom free -> custom.add(free.name() + free.description());
                case Tool.Hosted one -> hosted.add(one.kind());
                case Tool.Opaque _ -> {
                }
            }
        }
        put("tools", tools);
        put("custom", custom);
        put("hosted", hosted);
        var choice = request.tools().choice();
        if (choice.mode() != ToolChoice.Mode.UNSET
                && choice.mode() != ToolChoice.Mode.AUTO) {
            said.put("choice", choice);
        }
        request.tools().parallel().filter(parallel -> !parallel).ifPresent(no -> said.put("parallel", no));
    }

    private void messages(Request request) {
        var words = new ArrayList<String>();
        var media = new TreeMap<String, List<String>>();
        var thoughts = new ArrayList<String>();
        var seals = new ArrayList<String>();
        int cached = 0;
        var conversation = new Conversation(request.messages());
        for (Message message : request.messages()) {
            String speaker = message.role().instructs() ? "system" : message.role().name();
            for (Block block : message.blocks()) {
                cached += block.marks().cache().isPresent() ? 1 : 0;
                Optional<String> own = block.marks().seal().filter(seal -> seal.isOf(origin)).map(Seal::value);
                switch (block) {
                    case Block.Text text -> words(speaker, text.text(), words);
                    case Block.Thinking thinking ->
                        own.ifPresent(seal -> thoughts.add(thinking.text() + " " + seal));
                    case Block.Media one -> media.computeIfAbsent(switch (one.kind()) {
                        case IMAGE -> "images";
                        case AUDIO -> "audio";
                        case VIDEO -> "video";
                        case DOCUMENT -> "documents";
                    }, _ -> new ArrayList<>()).add(one.source() + " of " + speaker);
                    case Block.ToolCall call -> {
                        words.add("call " + call.name() + " " + Json.tree(call.arguments()));
                        if (origin.equals("gemini")) {
                            own.ifPresent(seals::add);
                        }
                    }
                    case Block.ToolResult result -> {
                        words.add("result of " + conversation.toolName(result).orElse("?"));
                        var said = new ArrayList<String>();
                        result.content().forEach(inner -> words(speaker, ((Block.Text) inner).text(), said));
                        if (result.error() && !said.getFirst().equals(speaker + " Error:")) {
                            words.add(speaker + " Error:");
                        }
                        words.addAll(said);
                    }
                    case Block.Opaque _ -> {
                    }
                }
            }
        }
        put("words", words);
        said.putAll(media);
        put("own_thoughts", thoughts);
        put("own_seals", seals);
        if (cached > 0) {
            said.put("cached", cached);
        }
    }

    private void put(String name, List<?> list) {
        if (!list.isEmpty()) {
            said.put(name, list);
        }
    }

    /** How dialects join and part texts means nothing. */
    private static void words(String speaker, String text, List<String> words) {
        for (String word : text.split("\\s+", -1)) {
            words.add(speaker + " " + word);
        }
    }

    /** What an answer says: texts, thoughts, calls with their ids opened, why it ended and what it cost. */
    static List<String> of(Response response) {
        var facets = new ArrayList<String>();
        for (Block block : response.candidates().getFirst().blocks()) {
            switch (block) {
                case Block.Text text -> words("text", text.text(), facets);
                case Block.Thinking thinking -> words("thought", thinking.text(), facets);
                case Block.ToolCall call -> facets.add("call " + Seals.open(call.id()).id() + " " + call.name() + " "
                        + Json.tree(call.arguments()));
                case Block.Media _,Block.ToolResult _,Block.Opaque _ -> facets.add(block.toString());
            }
        }
        facets.add(response.candidates().getFirst().stop().kind() + " " + response.usage().input() + " "
                + response.usage().output());
        return facets;
    }
}
