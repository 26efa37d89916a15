package dev.pollux.model;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** A piece of a message or of an answer, in the order in which it came. */
public sealed interface Block {

    /** What hangs on the block without being its content. */
    Marks marks();

    /** The same block with other marks. */
    Block withMarks(Marks marks);

    /** Text to be read. {@code refusal} is set where the model says that it declines. */
    record Text(String text, boolean refusal, List<Citation> citations, Marks marks) implements Block {
        public Text {
            citations = List.copyOf(citations);
        }

        public Text(String text) {
            this(text, false, List.of(), Marks.NONE);
        }

        @Override
        public Text withMarks(Marks replaced) {
            return new Text(text, refusal, citations, replaced);
        }
    }

    /** The model's own reasoning, or its summary; empty with a seal where the vendor hides it. */
    record Thinking(String text, Marks marks) implements Block {
        @Override
        public Thinking withMarks(Marks replaced) {
            return new Thinking(text, replaced);
        }
    }

    /**
     * A picture, sound, film or document.
     *
     * @param mimeType as told; empty where a URL says nothing of it
     * @param name a file name or title
     * @param detail how closely to look, where the client says so
     */
    record Media(Kind kind, Source source, Optional<String> mimeType, Optional<String> name, Optional<Detail> detail,
            Marks marks) implements Block {
        /** What the bytes are. */
        public enum Kind {
            IMAGE, AUDIO, VIDEO, DOCUMENT
        }

        /** How closely the model looks at a picture. */
        public enum Detail {
            AUTO, LOW, MEDIUM, HIGH, ORIGINAL
        }

        /** Whether the client says how closely to look, and does not leave it to the model. */
        public boolean isMeasured() {
            return detail.filter(said -> said != Detail.AUTO).isPresent();
        }

        @Override
        public Media withMarks(Marks replaced) {
            return new Media(kind, source, mimeType, name, detail, replaced);
        }
    }

    /** Where the bytes of a {@link Media} are. */
    sealed interface Source {
        /** In the message itself, as standard base64 with padding. */
        record Inline(String base64) implements Source {}

        /** At an address that whoever reads the message fetches. */
        record Link(String url) implements Source {}

        /** With a vendor, under an id that only the dialect {@code origin} knows. */
        record Stored(String origin, String id) implements Source {}
    }

    /**
     * The model asks for a tool.
     *
     * @param id pairs the call with its result; never empty: a reader mints one where its dialect has none
     * @param arguments the JSON text of an object, as the model wrote it; free text for a custom tool
     * @param custom the tool takes free text, not JSON
     */
    record ToolCall(String id, String name, String arguments, boolean custom, Marks marks) implements Block {
        public ToolCall(String id, String name, String arguments) {
            this(id, name, arguments, false, Marks.NONE);
        }

        @Override
        public ToolCall withMarks(Marks replaced) {
            return new ToolCall(id, name, arguments, custom, replaced);
        }
    }

    /**
     * What a tool gave.
     *
     * @param name of the tool, where the dialect tells it; {@link Conversation#toolName} finds it otherwise
     * @param content text, pictures and documents; a JSON object is its text
     * @param custom answers a call of a custom tool
     */
    record ToolResult(String callId, Optional<String> name, List<Block> content, boolean error, boolean custom,
            Marks marks) implements Block {
        public ToolResult {
            content = List.copyOf(content);
        }

        @Override
        public ToolResult withMarks(Marks replaced) {
            return new ToolResult(callId, name, content, error, custom, replaced);
        }
    }

    /** A block that only the dialect {@code origin} knows: written back by it, a loss named {@code kind} elsewhere. */
    record Opaque(String origin, String kind, ObjectNode json) implements Block {
        @Override
        public Marks marks() {
            return Marks.NONE;
        }

        @Override
        public Opaque withMarks(Marks replaced) {
            return this;
        }
    }
}
