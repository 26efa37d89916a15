package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.Base64Text;
import dev.pollux.dialect.openai.DataUrl;
import dev.pollux.dialect.openai.Files;
import dev.pollux.json.Fields;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Citation;
import dev.pollux.model.Marks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what stands in a message or in the output of a tool: a string, or a list of parts. */
final class PartReader {
    private PartReader() {}

    /** The content under a name, which must be there. */
    static List<Block> content(Fields owner, String name) {
        JsonNode content = owner.any(name).orElseThrow(() -> owner.missing(name));
        if (content.isString()) {
            return List.of(new Block.Text(content.stringValue()));
        }
        if (!(content instanceof ArrayNode parts)) {
            throw owner.illTyped(name, "a string or an array of parts", content);
        }
        var blocks = new ArrayList<Block>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            String place = name + "[" + i + "]";
            if (!(parts.get(i) instanceof ObjectNode part)) {
                throw owner.illTyped(place, "an object", parts.get(i));
            }
            blocks.add(part(part, owner.path(place)));
        }
        return blocks;
    }

    private static Block part(ObjectNode node, String path) {
        Fields part = Fields.of(node, path);
        String type = part.requiredText("type");
        return switch (type) {
            case "input_text", "output_text", "text" -> text(part, node);
            case "refusal" -> new Block.Text(part.requiredText("refusal"), true, List.of(), marks(part));
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            case "input_audio" -> audio(part);
            default -> new Block.Opaque(Words.DIALECT, type, node);
        };
    }

    private static Block text(Fields part, ObjectNode node) {
        String text = part.requiredText("text");
        List<Citation> citations = part.objects("annotations").stream().map(Annotations::read).toList();
        if (node.get("logprobs") instanceof ArrayNode logprobs && logprobs.isEmpty()) {
            part.skip("logprobs");
        }
        return new Block.Text(text, false, citations, marks(part));
    }

    private static Block image(Fields part) {
        Optional<String> word = part.text("detail");
        Optional<Media.Detail> detail = word.flatMap(Words::detail);
        Optional<String> url = part.text("image_url");
        Optional<DataUrl> data = url.flatMap(DataUrl::read);
        Source source = data.map(inline -> inline(part, "image_url", inline.base64()))
                .or(() -> url.map(Source.Link::new)).or(() -> stored(part))
                .orElseThrow(() -> part.missing("image_url"));
        ObjectNode rest = part.rest();
        if (detail.isEmpty()) {
            word.ifPresent(unknown -> rest.put("detail", unknown));
        }
        return new Media(Media.Kind.IMAGE, source, data.flatMap(DataUrl::mimeType), Optional.empty(), detail,
                Marks.of(Places.at(Places.PART, rest)));
    }

    private static Block file(Fields part) {
        Optional<String> name = part.text("filename");
        Optional<String> bytes = part.text("file_data");
        Optional<DataUrl> data = bytes.flatMap(DataUrl::read);
        Source source = data.map(DataUrl::base64).or(() -> bytes).map(base64 -> inline(part, "file_data", base64))
                .or(() -> part.text("file_url").map(Source.Link::new)).or(() -> stored(part))
                .orElseThrow(() -> part.missing("file_data"));
        return new Media(Media.Kind.DOCUMENT, source, data.flatMap(DataUrl::mimeType), name, Optional.empty(),
                marks(part));
    }

    private static Block audio(Fields part) {
        Fields audio = part.object("input_audio").orElseThrow(() -> part.missing("input_audio"));
        Source source = inline(audio, "data", audio.requiredText("data"));
        return new Media(Media.Kind.AUDIO, source,
                Optional.of("audio/" + audio.requiredText("format")), Optional.empty(), Optional.empty(), marks(part));
    }

    private static Optional<Source> stored(Fields part) {
        return part.text("file_id").map(Files::stored);
    }

    private static Source inline(Fields fields, String name, String base64) {
        return new Source.Inline(Base64Text.standard(base64).orElseThrow(() -> fields.notAllowed(name,
                "it must be base64, or a URL of the form data:<type>;base64,<data>.")));
    }

    /** The marks of a part that is read but for them. */
    private static Marks marks(Fields part) {
        part.skip("type");
        return Marks.of(Places.at(Places.PART, part.rest()));
    }
}
