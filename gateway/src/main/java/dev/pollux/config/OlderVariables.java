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

    private OlderVariables() {}

    /** The variables of one place with the older ones in our words. */
    static Map<String, Variable> told(Map<String, Variable> set) {
        var told = new LinkedHashMap<>(set);
        pool(set).ifPresent(keys -> told.put("GEMINI_API_KEY", keys));
        return told;
    }

    /** What the older programs did where nobody said anything else: weaker than every setting. */
    static Map<String, Variable> usual(Map<String, Variable> set) {
        var usual = new LinkedHashMap<String, Variable>();
        PUBLIC.stream().filter(name -> isSet(set.get(name))).findFirst()
                .ifPresent(name -> usual.put("HOST", new Variable("0.0.0.0", new Source.Usual(name))));
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
