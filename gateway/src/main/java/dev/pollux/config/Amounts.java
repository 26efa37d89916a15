package dev.pollux.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with a unit: {@code 500ms}, {@code 2m}, {@code 32MiB}. The unit is never left out, except of 0. */
final class Amounts {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s?([A-Za-z]{1,3})");
    /** In milliseconds, the smallest first. */
    private static final Map<String, Long> TIMES = new LinkedHashMap<>();
    /** In bytes, the smallest first; the decimal ones can be read but are not written. */
    private static final Map<String, Long> SIZES = new LinkedHashMap<>();
    private static final Map<String, Long> DECIMAL_SIZES = Map.of("KB", 1_000L, "MB", 1_000_000L, "GB",
            1_000_000_000L);

    static {
        TIMES.put("ms", 1L);
        TIMES.put("s", 1_000L);
        TIMES.put("m", 60_000L);
        TIMES.put("h", 3_600_000L);
        TIMES.put("d", 86_400_000L);
        SIZES.put("B", 1L);
        SIZES.put("KiB", 1L << 10);
        SIZES.put("MiB", 1L << 20);
        SIZES.put("GiB", 1L << 30);
    }

    private Amounts() {}

    static Optional<Duration> duration(String text) {
        return read(text, TIMES).map(Duration::ofMillis);
    }

    static Optional<Long> size(String text) {
        return read(text, SIZES).or(() -> read(text, DECIMAL_SIZES));
    }

    static String text(Duration duration) {
        return write(duration.toMillis(), TIMES);
    }

    static String text(long size) {
        return write(size, SIZES);
    }

    private static Optional<Long> read(String text, Map<String, Long> units) {
        if (text.equals("0")) {
            return Optional.of(0L);
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        long unit = units.getOrDefault(matcher.group(2), 1L);
        return number > Long.MAX_VALUE / unit ? Optional.empty() : Optional.of(number * unit);
    }

    /** With the largest unit that leaves no rest. */
    private static String write(long amount, Map<String, Long> units) {
        String text = "0";
        for (Map.Entry<String, Long> unit : units.entrySet()) {
            if (amount != 0 && amount % unit.getValue() == 0) {
                text = amount / unit.getValue() + unit.getKey();
            }
        }
        return text;
    }
}
