package dev.pollux.dialect.openairesponses;

import dev.pollux.model.Block.Media.Detail;
import dev.pollux.model.Request;
import dev.pollux.model.Thinking;
import dev.pollux.model.Thinking.Effort;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The words of this dialect and what they mean. A word that nobody knows is empty, never an error. */
final class Words {
    static final String DIALECT = "responses";
    static final String SEALED_REASONING = "reasoning.encrypted_content";
    static final String LOGPROBS = "message.output_text.logprobs";

    private Words() {}

    static Optional<Effort> effort(String word) {
        return named(Effort.values(), word);
    }

    static Optional<Detail> detail(String word) {
        return named(Detail.values(), word);
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the model is asked to think, as far as the client says anything of it. */
    static boolean thinks(Thinking thinking) {
        if (thinking.effort().isPresent()) {
            return thinking.effort().get() != Effort.NONE;
        }
        return thinking.budget().isPresent() ? thinking.budget().getAsInt() != 0 : thinking.isAsked();
    }

    /**
     * Whether reasoning must come sealed, so that the client can hand it back: nobody else keeps it.
     *
     * <p>The reader leaves {@link #SEALED_REASONING} out of the extras where this holds, the writer adds it.
     */
    static boolean sealsReasoning(Optional<Boolean> store, Thinking thinking) {
        return store.equals(Optional.of(false)) && thinks(thinking);
    }

    /** Whether the request was read by this dialect. */
    static boolean isOwn(Request request) {
        return request.extras().isOf(DIALECT);
    }

    private static <E extends Enum<E>> Optional<E> named(E[] constants, String word) {
        return Arrays.stream(constants).filter(constant -> of(constant).equals(word)).findFirst();
    }
}
