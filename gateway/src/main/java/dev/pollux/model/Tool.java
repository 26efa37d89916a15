package dev.pollux.model;

import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** A tool that is offered to the model. */
public sealed interface Tool {

    /**
     * A function of the client, with JSON arguments.
     *
     * @param schema JSON Schema of the arguments, draft 2020-12 or near it; empty where it takes none. A reader of a
     *        dialect with schemas of its own (Gemini's {@code parameters}) converts them.
     * @param strict the arguments must follow the schema to the letter
     */
    record Function(String name, Optional<String> description, Optional<ObjectNode> schema, Optional<Boolean> strict,
            Marks marks) implements Tool {}

    /**
     * A function of the client that takes free text.
     *
     * @param format the grammar of the text in the flat form of OpenAI's Responses API
     */
    record Custom(String name, Optional<String> description, Optional<ObjectNode> format, Marks marks)
            implements
                Tool {}

    /**
     * A tool that the vendor runs itself and that has counterparts at other vendors.
     *
     * @param extras its settings, known to their own dialect alone
     */
    record Hosted(Kind kind, Extras extras) implements Tool {
        /** What it does. */
        public enum Kind {
            WEB_SEARCH, WEB_FETCH, CODE_EXECUTION
        }
    }

    /** A tool that only the dialect {@code origin} knows: written back by it, a loss named {@code kind} elsewhere. */
    record Opaque(String origin, String kind, ObjectNode json) implements Tool {}
}
