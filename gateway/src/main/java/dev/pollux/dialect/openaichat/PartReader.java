package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.Base64Text;
import dev.pollux.dialect.openai.DataUrl;
import dev.pollux.dialect.openai.Files;
import dev.pollux.json.Fields;
import dev.pollux.json.JsonException;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Marks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the content of a message: a text, a list of parts, or nothing. */
final class PartReader {
    private PartReader() {}

    static List<Block> content(Fields message) {
        Optional<JsonNode> content = message.any("content");
        if (content.isEmpty()) {
            return List.of();
        }
        if (content.get().isString()) {
            String text = content.get().stringValue();
            return text.isEmpty() ? List.of() : List.of(new Block.Text(text));
        }
        if (!(content.get() instanceof ArrayNode parts)) {
            throw message.illTyped("content", "a string or an array of parts", content.get());
        }
        var blocks = new ArrayList<Block>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            String name = "content[" + i + "]";
            switch (parts.get(i)) {
                case ObjectNode part -> blocks.add(part(part, message.path(name)));
                case JsonNode text when text.isString() -> blocks.add(new Block.Text(text.stringValue()));
                case JsonNode other -> throw message.illTyped(name, "an object", other);
            }
        }
        blocks.removeIf(block -> block instanceof Block.Text text && text.text().isEmpty());
        return blocks;
    }

    private static Block part(ObjectNode node, String path) {
        Fields part = Fields.of(node, path);
        String type = part.requiredText("type");
        return switch (type) {
            case "text" -> {
                String text = part.requiredText("text");
                yield new Block.Text(text, false, List.of(), Nested.marks(part));
            }
            case "refusal" -> {
                String text = part.requiredText("refusal");
                yield new Block.Text(text, true, List.of(), Nested.marks(part));
            }
            case "image_url", "video_url" -> address(part, type);
            case "input_audio" -> audio(part);
            case "file" -> file(part);
            default -> new Block.Opaque(Words.DIALECT, type, node);
        };
    }

    /** A picture of the model, in the field that several services have for it. */
    static Block picture(Fields part) {
        part.skip("type");
        part.skip("index");
        return address(part, "image_url");
    }

    /** A picture or a film at a URL; some clients leave out the object around the URL. */
    private static Block address(Fields part, String type) {
        JsonNode value = part.any(type).orElseThrow(() -> part.missing(type));
        Media.Kind kind = type.equals("image_url") ? Media.Kind.IMAGE : Media.Kind.VIDEO;
        if (value.isString()) {
            return media(kind, value.stringValue(), () -> noData(part, type), Optional.empty(), Nested.marks(part));
        }
        if (!(value instanceof ObjectNode object)) {
            throw part.illTyped(type, "an object", value);
        }
        Fields inner = Fields.of(object, part.path(type));
        String url = inner.requiredText("url");
        Optional<String> word = inner.text("detail");
        Optional<Media.Detail> detail = word.flatMap(Words::detail);
        ObjectNode rest = inner.rest();
        if (detail.isEmpty()) {
            word.ifPresent(unknown -> rest.put("detail", unknown));
        }
        return media(kind, url, () -> noData(inner, "url"), detail, Nested.marks(part, type, rest));
    }

    private static Block media(Media.Kind kind, String url, Supplier<JsonException> malformed,
            Optional<Media.Detail> detail, Marks marks) {
        if (!DataUrl.is(url)) {
            return new Media(kind, new Source.Link(url), Optional.empty(), Optional.empty(), detail, marks);
        }
        DataUrl data = DataUrl.read(url).flatMap(DataUrl::sound).orElseThrow(malformed);
        return new Media(data.mimeType().map(PartReader::kind).orElse(kind), new Source.Inline(data.base64()),
                data.mimeType(), Optional.empty(), detail, marks);
    }

    private static Block audio(Fields part) {
        Fields audio = part.object("input_audio").orElseThrow(() -> part.missing("input_audio"));
        String data = audio.requiredText("data");
        Optional<String> base64 = DataUrl.is(data)
                ? DataUrl.read(data).flatMap(DataUrl::sound).map(DataUrl::base64)
                : Base64Text.standard(data);
        String format = audio.requiredText("format");
        return new Media(Media.Kind.AUDIO, new Source.Inline(base64.orElseThrow(() -> noData(audio, "data"))),
                Optional.of("audio/" + format), Optional.empty(), Optional.empty(),
                Nested.marks(part, "input_audio", audio.rest()));
    }

    private static Block file(Fields part) {
        Fields file = part.object("file").orElseThrow(() -> part.missing("file"));
        Optional<String> name = file.text("filename");
        Optional<String> id = file.text("file_id");
        String data = id.isPresent() ? "" : file.requiredText("file_data");
        Marks marks = Nested.marks(part, "file", file.rest());
        if (id.isPresent()) {
            return document(Files.stored(id.get()), Optional.empty(), name, marks);
        }
        if (data.startsWith("http://") || data.startsWith("https://")) {
            return document(new Source.Link(data), Optional.empty(), name, marks);
        }
        DataUrl read = (DataUrl.is(data)
                ? DataUrl.read(data).flatMap(DataUrl::sound)
                : Base64Text.standard(data).map(bytes -> new DataUrl(Optional.empty(), bytes)))
                .orElseThrow(() -> noData(file, "file_data"));
        return document(new Source.Inline(read.base64()), read.mimeType(), name, marks);
    }

    private static Block document(Source source, Optional<String> mimeType, Optional<String> name, Marks marks) {
        return new Media(mimeType.map(PartReader::kind).orElse(Media.Kind.DOCUMENT), source, mimeType, name,
                Optional.empty(), marks);
    }

    static Media.Kind kind(String mimeType) {
        return switch (mimeType.substring(0, Math.max(mimeType.indexOf('/'), 0))) {
            case "image" -> Media.Kind.IMAGE;
            case "audio" -> Media.Kind.AUDIO;
            case "video" -> Media.Kind.VIDEO;
            default -> Media.Kind.DOCUMENT;
        };
    }

    private static JsonException noData(Fields fields, String name) {
        return fields.notAllowed(name, "it must be valid base64, or a URL of the form data:<type>;base64,<data>.");
    }
}
