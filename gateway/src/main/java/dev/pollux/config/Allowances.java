package dev.pollux.config;

import dev.pollux.access.Quota;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An {@link Quota} as people write it. */
final class Allowances {
    /** Its limits, in the order of the record. */
    static final List<String> NAMES = List.of("requests-per-minute", "requests-per-day", "tokens-per-minute",
            "tokens-per-day", "concurrency", "streams");
    private static final Predicate<String> NUMBER = Pattern.compile("\\d{1,9}").asMatchPredicate();

    private Allowances() {}

    /** Empty if there is an unknown name among them, or no number. */
    static Optional<Quota> read(Map<String, String> written) {
        if (!NAMES.containsAll(written.keySet()) || !written.values().stream().allMatch(NUMBER)) {
            return Optional.empty();
        }
        int[] limits = NAMES.stream().mapToInt(name -> Integer.parseInt(written.getOrDefault(name, "0"))).toArray();
        return Optional.of(new Quota(limits[0], limits[1], limits[2], limits[3], limits[4], limits[5]));
    }

    /** Only what is limited. */
    static String text(Quota allowance) {
        List<Integer> limits = List.of(allowance.requestsPerMinute(), allowance.requestsPerDay(),
                allowance.tokensPerMinute(), allowance.tokensPerDay(), allowance.concurrency(), allowance.streams());
        return Stream.iterate(0, number -> number < limits.size(), number -> number + 1)
                .filter(number -> limits.get(number) > 0)
                .map(number -> NAMES.get(number) + "=" + limits.get(number))
                .collect(Collectors.joining(", "));
    }
}
