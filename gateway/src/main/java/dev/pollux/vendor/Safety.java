package dev.pollux.vendor;

import dev.pollux.json.Json;
import tools.jackson.databind.node.ArrayNode;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How much of what its filters find a Gemini model holds back, for requests that do not say it themselves.
 *
 * @param thresholds by category, each in the words of the API without what they all begin with; empty is Google's default
 */
public record Safety(Map<String, String> thresholds) {
    private static final String CATEGORY = "HARM_CATEGORY_";
    /** Those that every model has. */
    private static final List<String> USUAL = List.of("HARASSMENT", "HATE_SPEECH", "SEXUALLY_EXPLICIT",
            "DANGEROUS_CONTENT");
    private static final List<String> OTHER = List.of("CIVIC_INTEGRITY", "JAILBREAK");
    private static final List<String> THRESHOLDS = List.of("OFF", "BLOCK_NONE", "BLOCK_ONLY_HIGH",
            "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_LOW_AND_ABOVE");

    /** In any way of writing, {@code harassment} as {@code HARM_CATEGORY_HARASSMENT}. */
    public static final String ALLOWED = "untouched, off, or categories (harassment, hate-speech, sexually-explicit, "
            + "dangerous-content, civic-integrity, jailbreak) each with off, block-none, block-only-high, "
            + "block-medium-and-above or block-low-and-above: harassment=off, or a map";

    /** As the vendor does it. */
    public static final Safety UNTOUCHED = new Safety(Map.of());

    /** Nothing is held back that can be let through. */
    public static final Safety OFF = off();

    public Safety {
        thresholds = Map.copyOf(thresholds);
    }

    private static Safety off() {
        var thresholds = new HashMap<String, String>();
        USUAL.forEach(category -> thresholds.put(category, "OFF"));
        return new Safety(thresholds);
    }

    /** Empty if a word is unknown. */
    public static Optional<Safety> of(Map<String, String> written) {
        var thresholds = new HashMap<String, String>();
        for (Map.Entry<String, String> entry : written.entrySet()) {
            String category = word(entry.getKey());
            category = category.startsWith(CATEGORY) ? category.substring(CATEGORY.length()) : category;
            String threshold = word(entry.getValue());
            if (!(USUAL.contains(category) || OTHER.contains(category)) || !THRESHOLDS.contains(threshold)) {
                return Optional.empty();
            }
            thresholds.put(category, threshold);
        }
        return Optional.of(new Safety(thresholds));
    }

    private static String word(String written) {
        return written.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    boolean isUntouched() {
        return thresholds.isEmpty();
    }

    /** The list for a model, of what it accepts. */
    ArrayNode list(String model) {
        // older ones know no way to switch a filter off but to let everything pass; of the others' categories they know none
        boolean old = model.startsWith("gemini-1.") || model.startsWith("gemma-") || model.startsWith("learnlm-");
        ArrayNode list = Json.array();
        thresholds.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .filter(entry -> !old || USUAL.contains(entry.getKey()))
                .forEach(entry -> list.addObject().put("category", CATEGORY + entry.getKey()).put("threshold",
                        old && entry.getValue().equals("OFF") ? "BLOCK_NONE" : entry.getValue()));
        return list;
    }
}
