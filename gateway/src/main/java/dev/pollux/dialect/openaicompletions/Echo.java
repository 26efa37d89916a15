package dev.pollux.dialect.openaicompletions;

import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Request;
import tools.jackson.databind.node.BooleanNode;

/** The prompt before the answer, for clients that want both in one text. */
final class Echo {
    private static final String NOTE = "echo";

    private Echo() {}

    static Extras noted(Extras extras) {
        return extras.withNote(OpenAiCompletions.NAME, NOTE, BooleanNode.TRUE);
    }

    /** The text that every choice begins with: the prompt, or nothing. */
    static String of(Request request) {
        if (request.extras().note(OpenAiCompletions.NAME, NOTE).isEmpty()) {
            return "";
        }
        return request.messages().getFirst().blocks().getFirst() instanceof Block.Text text ? text.text() : "";
    }
}
