package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import dev.pollux.model.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads and writes {@code usageMetadata}.
 *
 * <p>Here thoughts are counted beside the visible output and results of hosted tools beside the prompt; in the middle both
 * are part of the whole.
 */
final class Usages {
    private static final String PROMPT = "promptTokenCount";
    private static final String CACHED = "cachedContentTokenCount";
    private static final String CANDIDATES = "candidatesTokenCount";
    private static final String THOUGHTS = "thoughtsTokenCount";
    private static final String TOOL_USE = "toolUsePromptTokenCount";
    private static final String TOTAL = "totalTokenCount";
    private static final Set<String> READ = Set.of(PROMPT, CACHED, CANDIDATES, THOUGHTS, TOTAL);

    private Usages() {}

    static Usage read(JsonNode metadata) {
        OptionalLong thoughts = count(metadata, THOUGHTS);
        return new Usage(sum(count(metadata, PROMPT), count(metadata, TOOL_USE)), count(metadata, CACHED),
                OptionalLong.empty(), sum(count(metadata, CANDIDATES), thoughts), thoughts);
    }

    /** What the middle has no place for: tokens by modality, the results of hosted tools, the tier. */
    static ObjectNode rest(JsonNode metadata) {
        ObjectNode rest = Json.object();
        for (Map.Entry<String, JsonNode> field : metadata.properties()) {
            if (!READ.contains(field.getKey())) {
                rest.set(field.getKey(), field.getValue());
            }
        }
        return rest;
    }

    static ObjectNode write(Usage usage, ObjectNode rest) {
        ObjectNode metadata = Json.object();
        long toolUse = rest.path(TOOL_USE).asLong(0);
        usage.input().ifPresent(input -> metadata.put(PROMPT, Math.max(0, input - toolUse)));
        usage.cacheRead().ifPresent(cached -> metadata.put(CACHED, cached));
        usage.output().ifPresent(output -> metadata.put(CANDIDATES,
                Math.max(0, output - usage.thinking().orElse(0))));
        usage.thinking().ifPresent(thoughts -> metadata.put(THOUGHTS, thoughts));
        if (usage.isKnown()) {
            metadata.put(TOTAL, usage.total());
        }
        return metadata.setAll(rest);
    }

    private static OptionalLong count(JsonNode metadata, String name) {
        JsonNode count = metadata.path(name);
        return count.isNumber() ? OptionalLong.of(count.asLong(0)) : OptionalLong.empty();
    }

    private static OptionalLong sum(OptionalLong one, OptionalLong other) {
        return one.isEmpty() ? other : OptionalLong.of(one.getAsLong() + other.orElse(0));
    }
}
