package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.dialect.Base64Text;
import dev.pollux.dialect.Seals;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Citation;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import dev.pollux.model.Seal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads content blocks, of requests and of answers. */
final class BlockReader {
    /** A note of thinking that came as {@code redacted_thinking}. */
    static final String NOTE_REDACTED = "redacted";
    /** A note of a document that came as a list of text blocks: its source as it was. */
    static final String NOTE_SOURCE = "source";
    static final String PLAIN = "text/plain";

    private BlockReader() {}

    /** The blocks of a field that may be a string, a list of blocks, or absent. */
    static List<Block> content(Fields fields, String name) {
        Optional<JsonNode> string = fields.any(name).filter(JsonNode::isString);
        if (string.isPresent()) {
            return List.of(new Block.Text(string.get().stringValue()));
        }
        var blocks = new ArrayList<Block>();
        for (Fields block : fields.objects(name)) {
            blocks.add(block(block));
        }
        return blocks;
    }

    static Block block(Fields fields) {
        String type = fields.requiredText("type");
        return switch (type) {
            case "text" -> text(fields);
            case "thinking" -> new Block.Thinking(fields.text("thinking").orElse(""),
                    Caching.read(fields, fields.text("signature").flatMap(Signatures::read)));
            case "redacted_thinking" -> redacted(fields);
            case "tool_use" -> call(fields);
            case "tool_result" -> result(fields);
            case "image" -> media(fields, type, Media.Kind.IMAGE);
            case "document" -> media(fields, type, Media.Kind.DOCUMENT);
            default -> opaque(fields, type, Optional.empty());
        };
    }

    private static Block text(Fields fields) {
        String text = fields.requiredText("text");
        List<Citation> citations = fields.objects("citations").stream().map(Citations::read).toList();
        return new Block.Text(text, false, citations, Caching.read(fields, Optional.empty()));
    }

    private static Block redacted(Fields fields) {
        Optional<Seal> seal = Signatures.read(fields.requiredText("data"));
        Marks marks = Caching.read(fields, seal);
        Extras extras = marks.extras().withNote(NAME, NOTE_REDACTED, BooleanNode.TRUE);
        return new Block.Thinking("", new Marks(seal, marks.cache(), extras));
    }

    private static Block call(Fields fields) {
        Seals.Opened id = ToolIds.read(fields.requiredText("id"));
        String name = fields.requiredText("name");
        String arguments = fields.tree("input").map(Json::text).orElse("{}");
        return new Block.ToolCall(id.id(), name, arguments, false, Caching.read(fields, id.seal()));
    }

    private static Block result(Fields fields) {
        Seals.Opened id = ToolIds.read(fields.requiredText("tool_use_id"));
        List<Block> content = content(fields, "content");
        boolean error = fields.flag("is_error").orElse(false);
        return new Block.ToolResult(id.id(), Optional.empty(), content, error, false,
                Caching.read(fields, Optional.empty()));
    }

    private static Block media(Fields fields, String type, Media.Kind kind) {
        ObjectNode whole = fields.tree("source").orElseThrow(() -> fields.missing("source"));
        Fields source = Fields.of(whole, fields.path("source"));
        return switch (source.requiredText("type")) {
            case "base64" -> media(fields, source, kind,
                    new Source.Inline(Base64Text.standard(source.requiredText("data"))
                            .orElseThrow(() -> source.notAllowed("data", "it must be base64."))),
                    Optional.of(source.requiredText("media_type")));
            case "url" -> media(fields, source, kind, new Source.Link(source.requiredText("url")), Optional.empty());
            case "file" ->
                media(fields, source, kind, new Source.Stored(NAME, source.requiredText("file_id")), Optional.empty());
            case "text" -> media(fields, source, kind, plain(source.requiredText("data")),
                    Optional.of(source.text("media_type").orElse(PLAIN)));
            case "content" -> written(fields, whole, type, kind);
            default -> opaque(fields, type, Optional.of(whole));
        };
    }

    /** A document of blocks; if they are all text, it is a plain text to everybody else. */
    private static Block written(Fields fields, ObjectNode source, String type, Media.Kind kind) {
        var text = new StringBuilder();
        for (Block block : content(Fields.of(source, fields.path("source")), "content")) {
            if (!(block instanceof Block.Text piece)) {
                return opaque(fields, type, Optional.of(source));
            }
            text.append(text.isEmpty() ? "" : "\n").append(piece.text());
        }
        Media media = media(fields, Fields.of(Json.object()), kind, plain(text.toString()), Optional.of(PLAIN));
        Marks marks = media.marks();
        return media.withMarks(new Marks(marks.seal(), marks.cache(),
                marks.extras().withNote(NAME, NOTE_SOURCE, source)));
    }

    private static Block opaque(Fields fields, String type, Optional<ObjectNode> source) {
        ObjectNode json = Json.object().put("type", type);
        source.ifPresent(tree -> json.set("source", tree));
        json.setAll(fields.rest());
        return new Block.Opaque(NAME, type, json);
    }

    private static Source plain(String text) {
        return new Source.Inline(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Media media(Fields fields, Fields source, Media.Kind kind, Source bytes,
            Optional<String> mimeType) {
        ObjectNode inner = Json.object();
        if (!source.rest().isEmpty()) {
            inner.set("source", source.rest());
        }
        return new Media(kind, bytes, mimeType, fields.text("title"), Optional.empty(),
                Caching.read(fields, Optional.empty(), inner));
    }
}
