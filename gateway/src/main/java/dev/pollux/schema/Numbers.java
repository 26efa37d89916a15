package dev.pollux.schema;

import dev.pollux.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** Numbers in schemas: counts that are texts, bounds that exclude themselves. */
final class Numbers {
    /** Digits before or behind the point up to which a number is reckoned with; beyond, it is kept as it is. */
    private static final int MAX_DIGITS = 40;

    private Numbers() {}

    /** A count as a number: {@code "5"} and {@code 5.0} are 5; missing where it is no count. */
    static JsonNode count(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.bigIntegerValue().signum() < 0 ? Json.object().path("") : value;
        }
        Optional<BigDecimal> number = value.isString() ? exact(value.stringValue()) : exact(value);
        return number.filter(Numbers::isWhole)
                .filter(n -> n.signum() >= 0)
                .<JsonNode>map(Numbers::whole)
                .orElseGet(() -> Json.object().path(""));
    }

    /** A bound as a number, {@code "1.5"} too; missing where it is none. */
    static JsonNode number(JsonNode value) {
        if (isFinite(value)) {
            return value;
        }
        Optional<BigDecimal> number = value.isString() ? exact(value.stringValue()) : Optional.empty();
        return number.map(Numbers::node).orElseGet(() -> Json.object().path(""));
    }

    /** The number as a parser would read it. */
    static JsonNode node(BigDecimal number) {
        return isWhole(number) ? whole(number) : Json.array().add(number.doubleValue()).get(0);
    }

    /** The number that a text is; empty for anything else, and for monsters. */
    static Optional<BigDecimal> exact(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || Character.isWhitespace(text.charAt(0))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text)).filter(Numbers::isModest);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    static Optional<BigDecimal> exact(JsonNode number) {
        if (!isFinite(number)) {
            return Optional.empty();
        }
        return Optional.of(number.decimalValue()).filter(Numbers::isModest);
    }

    /** Whether it is a number, and none that JSON cannot write. */
    static boolean isFinite(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue());
    }

    static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    /** A whole number without point and exponent. */
    static JsonNode whole(BigDecimal number) {
        var whole = number.toBigIntegerExact();
        if (whole.bitLength() < Integer.SIZE) {
            return Json.array().add(whole.intValue()).get(0); // as a parser would have it
        }
        return whole.bitLength() < Long.SIZE
                ? Json.array().add(whole.longValue()).get(0)
                : Json.array().add(whole).get(0);
    }

    /** Rewrites bounds that exclude themselves for a target without them: exactly on integers, else with a loss. */
    static void include(ObjectNode schema, Compilation run) {
        include(schema, "exclusiveMinimum", "minimum", RoundingMode.FLOOR, 1, run);
        include(schema, "exclusiveMaximum", "maximum", RoundingMode.CEILING, -1, run);
    }

    private static void include(ObjectNode schema, String exclusive, String inclusive, RoundingMode mode, int step,
            Compilation run) {
        JsonNode bound = schema.get(exclusive);
        if (bound == null || run.rules().takes(exclusive)) {
            return;
        }
        Optional<BigDecimal> exact = exact(bound);
        if (exact.isEmpty()) {
            return;
        }
        List<String> types = Keywords.types(schema);
        boolean integer = types.contains("integer") && !types.contains("number");
        JsonNode next = integer
                ? whole(exact.get().setScale(0, mode).add(BigDecimal.valueOf(step)))
                : bound;
        run.loseIf(!integer, exclusive);
        schema.remove(exclusive);
        JsonNode old = schema.get(inclusive);
        schema.set(inclusive, old == null ? next : tighter(inclusive, old, next));
    }

    /** Of two bounds the one that allows less. */
    static JsonNode tighter(String keyword, JsonNode a, JsonNode b) {
        boolean lower = keyword.startsWith("min") || keyword.equals("exclusiveMinimum");
        int order = Double.compare(a.doubleValue(), b.doubleValue());
        return order == 0 || lower == order > 0 ? a : b;
    }

    private static boolean isModest(BigDecimal number) {
        return number.precision() <= MAX_DIGITS && Math.abs(number.scale()) <= MAX_DIGITS;
    }
}
