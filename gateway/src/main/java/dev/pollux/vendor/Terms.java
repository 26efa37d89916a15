package dev.pollux.vendor;

import dev.pollux.dialect.Dialect;
import dev.pollux.model.Glob;
import dev.pollux.vendor.quirk.Quirk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * On what terms a service answers, beyond its dialect.
 *
 * @param kind its vendor's name in the table
 * @param owner of the models that it makes, in the words of the catalogue
 * @param chat chat completions, where it speaks them beside its usual dialect
 * @param quirks of its chat completions
 * @param aside quirks of what is asked beside conversations, by its path
 * @param vectors items of one request for vectors
 * @param safety of its Gemini models, by name or pattern, the most exact first
 * @param headers that every request carries
 * @param apiVersion that stands in the query of every address
 * @param lists whether it tells its models
 * @param links whether it fetches the files that a request names by address, where its dialect has a place for one
 */
public record Terms(String kind, String owner, Optional<Dialect> chat, List<Quirk> quirks,
        Map<String, List<Quirk>> aside, OptionalInt vectors, List<Map.Entry<Glob, Safety>> safety,
        Map<String, String> headers, Optional<String> apiVersion,
        boolean lists, boolean links) {
    public Terms {
        quirks = List.copyOf(quirks);
        aside = Map.copyOf(aside);
        safety = List.copyOf(safety);
        headers = Map.copyOf(headers);
    }

    /** The same with other filters. */
    Terms withSafety(List<Map.Entry<Glob, Safety>> other) {
        return new Terms(kind, owner, chat, quirks, aside, vectors, other, headers, apiVersion, lists, links);
    }
}
