package dev.pollux.sandbox.openai;

import dev.pollux.sandbox.scenario.Staged;
import dev.pollux.sandbox.wire.Answer.Whole;
import dev.pollux.sandbox.wire.Ask;

/** x. */
public final class OpenAi {
    private OpenAi() {}

    public static Staged answer(Ask ask) {
        return Staged.plainly(new Whole(404, java.util.Map.of(), ask.path()));
    }
}
