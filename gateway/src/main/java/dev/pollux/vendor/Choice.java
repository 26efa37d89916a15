package dev.pollux.vendor;

import dev.pollux.dialect.Dialect;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.ThinkingControl;
import dev.pollux.model.Request;
import dev.pollux.model.Settings;

import java.util.Set;
import java.util.function.Supplier;

/**
 * Which of OpenAI's two dialects suits a request.
 *
 * <p>Models that think take tools by the Responses API alone; what that API lacks is asked for by chat completions.
 */
final class Choice {
    /** Fields of chat completions for which Responses has no place. */
    private static final Set<String> ONLY_CHAT = Set.of("logit_bias", "prediction", "audio", "web_search_options",
            "functions", "function_call");

    private Choice() {}

    static boolean isChat(Dialect chat, Dialect client, Supplier<Request> request, ModelFacts facts) {
        boolean same = client.name().equals(chat.name());
        if (!same && client.name().equals("responses")) {
            return false;
        }
        Request asked = request.get();
        boolean tools = !asked.tools().offered().isEmpty();
        boolean thinks = !(facts.thinking() instanceof ThinkingControl.Never);
        return !(tools && thinks) && (same || needsChat(asked));
    }

    private static boolean needsChat(Request request) {
        Settings settings = request.settings();
        return settings.candidates().orElse(1) > 1 || !settings.stop().isEmpty() || settings.seed().isPresent()
                || settings.presencePenalty().isPresent() || settings.frequencyPenalty().isPresent()
                || request.output().speech().isPresent()
                || request.extras().fields().propertyNames().stream().anyMatch(ONLY_CHAT::contains);
    }
}
