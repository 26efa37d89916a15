package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts.ThinkingControl;
import dev.pollux.model.Thinking;
import dev.pollux.model.Thinking.Effort;
import tools.jackson.databind.node.ObjectNode;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Writes how much to think in the way that the model takes: a level or a budget, never both.
 *
 * <p>What lies beyond the model's range becomes its nearest end. Only where thinking cannot be switched off, or does not
 * exist, the wish is lost.
 */
final class ThinkingWriter {
    private static final String LOSS = "reasoning_effort";

    private ThinkingWriter() {}

    /** The object {@code thinkingConfig}, empty where the vendor's default holds. */
    static ObjectNode write(Thinking thinking, ThinkingControl control, Losses losses) {
        ObjectNode config = Json.object();
        switch (control) {
            case ThinkingControl.Unknown _ -> asWritten(thinking, config);
            case ThinkingControl.Never _ -> {
                boolean asked = effort(thinking).filter(effort -> effort != Effort.NONE).isPresent();
                losses.addIf(asked, LOSS);
                return config;
            }
            case ThinkingControl.Levels levels -> effort(thinking).ifPresent(effort -> {
                losses.addIf(effort == Effort.NONE && !levels.allowed().contains(Effort.NONE), LOSS);
                nearest(effort, levels.allowed()).ifPresent(level -> config.put("thinkingLevel", level.name()));
            });
            case ThinkingControl.Budget range -> budget(thinking).ifPresent(budget -> {
                losses.addIf(budget == 0 && !range.off(), LOSS);
                config.put("thinkingBudget", within(range, budget));
            });
        }
        thinking.shown().ifPresent(shown -> config.put("includeThoughts", shown != Thinking.Shown.HIDDEN));
        return config;
    }

    private static void asWritten(Thinking thinking, ObjectNode config) {
        if (thinking.budget().isPresent()) {
            config.put("thinkingBudget", thinking.budget().getAsInt());
            return;
        }
        thinking.effort().ifPresent(effort -> {
            switch (effort) {
                case NONE -> config.put("thinkingBudget", 0);
                case MAX -> config.put("thinkingLevel", Effort.HIGH.name());
                case MINIMAL, LOW, MEDIUM, HIGH, XHIGH -> config.put("thinkingLevel", effort.name());
            }
        });
    }

    private static Optional<Effort> effort(Thinking thinking) {
        if (thinking.effort().isPresent() || thinking.budget().isEmpty()) {
            return thinking.effort();
        }
        int budget = thinking.budget().getAsInt();
        if (budget < 0) {
            return Optional.empty();
        }
        return Optional.of(budget == 0
                ? Effort.NONE
                : budget <= 1024 ? Effort.LOW : budget <= 8192 ? Effort.MEDIUM : Effort.HIGH);
    }

    /** The level itself, else the next above it, else the highest that there is. */
    private static Optional<Effort> nearest(Effort effort, Set<Effort> allowed) {
        return allowed.stream().filter(level -> level.compareTo(effort) >= 0).min(Comparator.naturalOrder())
                .or(() -> allowed.stream().max(Comparator.naturalOrder()));
    }

    private static OptionalInt budget(Thinking thinking) {
        if (thinking.budget().isPresent() || thinking.effort().isEmpty()) {
            return thinking.budget();
        }
        return OptionalInt.of(switch (thinking.effort().get()) {
            case NONE -> 0;
            case MINIMAL, LOW -> 1024;
            case MEDIUM -> 8192;
            case HIGH -> 24_576;
            case XHIGH, MAX -> 32_768;
        });
    }

    private static int within(ThinkingControl.Budget range, int budget) {
        if (budget < 0) {
            return Thinking.DYNAMIC;
        }
        return budget == 0 && range.off() ? 0 : Math.clamp(budget, range.least(), range.most());
    }
}
