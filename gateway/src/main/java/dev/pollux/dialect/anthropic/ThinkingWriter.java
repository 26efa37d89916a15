package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.ThinkingControl;
import dev.pollux.model.Request;
import dev.pollux.model.Thinking;
import dev.pollux.model.Thinking.Effort;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Writes how much the model may think: {@code thinking} and {@code output_config.effort}.
 *
 * <p>Claude up to 4.5 takes a budget of tokens, later ones an effort in words; a budget has a range, must leave room for
 * the answer, and bears neither a forced tool nor a history of calls without thoughts.
 */
final class ThinkingWriter {
    private static final String LOSS = "reasoning_effort";

    private final ObjectNode body;
    private final ModelFacts facts;
    private final Losses losses;

    ThinkingWriter(ObjectNode body, ModelFacts facts, Losses losses) {
        this.body = body;
        this.facts = facts;
        this.losses = losses;
    }

    /**
     * Whether the model thinks, as far as the request says.
     *
     * @param noBudget something else in the request forbids a budget
     */
    boolean write(Request request, int maxTokens, boolean noBudget) {
        Thinking wish = request.thinking();
        if (wish.effort().isEmpty() && wish.budget().isEmpty()) {
            return false;
        }
        boolean off = wish.effort().equals(Optional.of(Effort.NONE)) || wish.budget().equals(OptionalInt.of(0));
        return switch (facts.thinking()) {
            case ThinkingControl.Never _ -> {
                losses.addIf(!off, LOSS);
                yield false;
            }
            case ThinkingControl.Unknown _ -> asSaid(request, off, maxTokens, noBudget);
            case ThinkingControl.Levels levels -> inWords(wish, off, levels.allowed());
            case ThinkingControl.Budget range when off -> {
                losses.addIf(!range.off(), LOSS);
                body.putObject("thinking").put("type", "disabled");
                yield false;
            }
            case ThinkingControl.Budget range ->
                inTokens(wish, Math.clamp(tokens(wish), range.least(), range.most()), maxTokens, noBudget);
        };
    }

    private boolean asSaid(Request request, boolean off, int maxTokens, boolean noBudget) {
        Thinking wish = request.thinking();
        wish.effort().filter(effort -> effort != Effort.NONE).ifPresent(this::effort);
        if (off) {
            body.putObject("thinking").put("type", "disabled");
            return false;
        }
        if (wish.budget().orElse(Thinking.DYNAMIC) != Thinking.DYNAMIC) {
            return inTokens(wish, wish.budget().getAsInt(), maxTokens, noBudget);
        }
        if (request.extras().note(NAME, RequestReader.NOTE_EFFORT_ALONE).isEmpty()) {
            adaptive(wish);
            return true;
        }
        return false;
    }

    private boolean inWords(Thinking wish, boolean off, Set<Effort> allowed) {
        if (off && allowed.contains(Effort.NONE)) {
            body.putObject("thinking").put("type", "disabled");
            return false;
        }
        losses.addIf(off, LOSS);
        Optional<Effort> wanted = off ? Optional.of(Effort.NONE) : wish.effort().or(() -> words(wish.budget()));
        wanted.flatMap(effort -> nearest(effort, allowed)).ifPresent(this::effort);
        adaptive(wish);
        return true;
    }

    private boolean inTokens(Thinking wish, int tokens, int maxTokens, boolean noBudget) {
        int budget = Math.max(Words.LEAST_BUDGET, tokens);
        if (budget >= maxTokens) {
            budget = maxTokens / 2;
        }
        if (noBudget || budget < Words.LEAST_BUDGET) {
            losses.add(LOSS);
            return false;
        }
        shown(body.putObject("thinking").put("type", "enabled").put("budget_tokens", budget), wish);
        return true;
    }

    private void adaptive(Thinking wish) {
        shown(body.putObject("thinking").put("type", "adaptive"), wish);
    }

    private static void shown(ObjectNode thinking, Thinking wish) {
        wish.shown().ifPresent(shown -> thinking.put("display", Words.display(shown)));
    }

    private void effort(Effort effort) {
        body.putObject("output_config").put("effort", Words.effort(effort));
    }

    /** A budget for a wish in words. */
    private static int tokens(Thinking wish) {
        if (wish.budget().orElse(Thinking.DYNAMIC) != Thinking.DYNAMIC) {
            return wish.budget().getAsInt();
        }
        return switch (wish.effort().orElse(Effort.MEDIUM)) {
            case NONE, MINIMAL -> Words.LEAST_BUDGET;
            case LOW -> 4_096;
            case MEDIUM -> 8_192;
            case HIGH -> 16_384;
            case XHIGH, MAX -> 32_768;
        };
    }

    /** Words for a budget; nothing for one that leaves it to the model. */
    private static Optional<Effort> words(OptionalInt budget) {
        int tokens = budget.orElse(Thinking.DYNAMIC);
        if (tokens == Thinking.DYNAMIC) {
            return Optional.empty();
        }
        if (tokens <= 4_096) {
            return Optional.of(Effort.LOW);
        }
        if (tokens <= 8_192) {
            return Optional.of(Effort.MEDIUM);
        }
        return Optional.of(tokens <= 24_576 ? Effort.HIGH : Effort.XHIGH);
    }

    /** The least allowed effort that is not below the wanted one, else the greatest; never none. */
    private static Optional<Effort> nearest(Effort wanted, Set<Effort> allowed) {
        List<Effort> rising = allowed.stream().filter(effort -> effort != Effort.NONE).sorted().toList();
        return rising.stream().filter(effort -> effort.compareTo(wanted) >= 0).findFirst()
                .or(() -> rising.reversed().stream().findFirst());
    }
}
