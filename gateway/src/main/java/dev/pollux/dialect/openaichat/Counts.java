package dev.pollux.dialect.openaichat;

import dev.pollux.json.Json;
import dev.pollux.model.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.OptionalLong;

/** The tokens used, as this dialect and the services that speak it count them. */
final class Counts {
    private Counts() {}

    static ObjectNode write(Usage usage) {
        ObjectNode counts = Json.object()
                .put("prompt_tokens", usage.input().orElse(0))
                .put("completion_tokens", usage.output().orElse(0))
                .put("total_tokens", usage.total());
        ObjectNode prompt = Json.object();
        usage.cacheRead().ifPresent(cached -> prompt.put("cached_tokens", cached));
        usage.cacheWrite().ifPresent(written -> prompt.put("cache_write_tokens", written));
        Nested.keep(counts, "prompt_tokens_details", prompt);
        ObjectNode completion = Json.object();
        usage.thinking().ifPresent(thought -> completion.put("reasoning_tokens", thought));
        Nested.keep(counts, "completion_tokens_details", completion);
        return counts;
    }

    /** Reads what a vendor counted; what is no number is not told. */
    static Usage read(JsonNode usage) {
        JsonNode prompt = usage.path("prompt_tokens_details");
        OptionalLong cached = first(count(prompt, "cached_tokens"), count(usage, "cached_tokens"),
                count(usage, "prompt_cache_hit_tokens"));
        OptionalLong thinking = first(count(usage.path("completion_tokens_details"), "reasoning_tokens"),
                count(usage, "reasoning_tokens"));
        OptionalLong input = count(usage, "prompt_tokens");
        return new Usage(input, cached, count(prompt, "cache_write_tokens"),
                output(input, count(usage, "completion_tokens"), thinking, count(usage, "total_tokens")), thinking);
    }

    /** xAI leaves thinking out of the answer's tokens; its total shows it. */
    private static OptionalLong output(OptionalLong input, OptionalLong output, OptionalLong thinking,
            OptionalLong total) {
        if (input.isPresent() && output.isPresent() && thinking.orElse(0) > 0 && total.isPresent()
                && total.getAsLong() == input.getAsLong() + output.getAsLong() + thinking.getAsLong()) {
            return OptionalLong.of(output.getAsLong() + thinking.getAsLong());
        }
        return output;
    }

    private static OptionalLong first(OptionalLong... counts) {
        for (OptionalLong count : counts) {
            if (count.isPresent()) {
                return count;
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong count(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isNumber() && value.canConvertToLong() && value.longValue() >= 0
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }
}
