package dev.pollux.config;

import dev.pollux.config.Variables.Variable;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The variables of the older Gemini proxies, told in our own; {@code docs/moving.md} lists them for people.
 *
 * <p>Those that only have another name stand at their key in {@link Keys}; here is what needs more than a name.
 */
final class OlderVariables {
    /** Each may hold several keys, and all of them together are the pool. */
    private static final Pattern POOL = Pattern.compile("GEMINI_API_KEYS?|GOOGLE_API_KEY(_\\w+)?");
    /** Programs with these settings listened on every address. */
    private static final List<String> PUBLIC = List.of("FC_SERVER_PORT", "PASSWORD", "OUTPUT_API_KEY");

    /** Settings of the key pool, by which it is known. */
    private static final List<String> POOL_SIGNS = List.of("PASSWORD", "MAX_REQUESTS_PER_MINUTE",
            "MAX_REQUESTS_PER_DAY_PER_IP");

    private OlderVariables() {}

    /** The limits of the key pool: its variable, our limit, and what it was where nobody said anything else. */
    private enum Limit {
        PER_MINUTE("MAX_REQUESTS_PER_MINUTE", "POLLUX_LIMITS_ALL", "requests-per-minute=", "30"),
        PER_DAY("MAX_REQUESTS_PER_DAY_PER_IP", "POLLUX_LIMITS_PER_ADDRESS", "requests-per-day=", "600");

        private final String older;
        private final String ours;
        private final String form;
        private final String usual;

        Limit(String older, String ours, String form, String usual) {
            this.older = older;
            this.ours = ours;
            this.form = form;
            this.usual = usual;
        }
    }

    /** The variables of one place with the older ones in our words. */
    static Map<String, Variable> told(Map<String, Variable> set) {
        var told = new LinkedHashMap<>(set);
        pool(set).ifPresent(keys -> told.put("GEMINI_API_KEY", keys));
        for (Limit limit : Limit.values()) {
            Variable older = set.get(limit.older);
            if (older != null && isSet(older)) {
                told.putIfAbsent(limit.ours, new Variable(limit.form + older.text().strip(), older.source()));
            }
        }
        return told;
    }

    /** What the older programs did where nobody said anything else: weaker than every setting. */
    static Map<String, Variable> usual(Map<String, Variable> set) {
        var usual = new LinkedHashMap<String, Variable>();
        PUBLIC.stream().filter(name -> isSet(set.get(name))).findFirst()
                .ifPresent(name -> usual.put("HOST", new Variable("0.0.0.0", new Source.Usual(name))));
        POOL_SIGNS.stream().filter(name -> isSet(set.get(name))).findFirst().ifPresent(name -> {
            for (Limit limit : Limit.values()) {
                usual.put(limit.ours, new Variable(limit.form + limit.usual, new Source.Usual(name)));
            }
        });
        return usual;
    }

    private static Optional<Variable> pool(Map<String, Variable> set) {
        List<Map.Entry<String, Variable>> found = new TreeMap<>(set).entrySet().stream()
                .filter(entry -> POOL.matcher(entry.getKey()).matches() && isSet(entry.getValue()))
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Variable(
                        found.stream().map(entry -> entry.getValue().text()).collect(Collectors.joining(",")),
                        named(found.getFirst().getValue().source(),
                                found.stream().map(Map.Entry::getKey).collect(Collectors.joining(", ")))));
    }

    private static Source named(Source first, String names) {
        return first instanceof Source.VariableFile(String file, int line, _)
                ? new Source.VariableFile(file, line, names)
                : new Source.Environment(names);
    }

    private static boolean isSet(@Nullable Variable variable) {
        return variable != null && !variable.text().isBlank();
    }
}
