package dev.pollux.dialect.gemini;

import dev.pollux.dialect.Base64Text;
import dev.pollux.dialect.Seals;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import dev.pollux.model.Seal;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the parts of a content, in a history and in an answer. */
final class PartReader {
    private final CallIds ids;

    PartReader(CallIds ids) {
        this.ids = ids;
    }

    Block read(Fields part) {
        if (part.has("text")) {
            return text(part);
        }
        if (part.has("functionCall")) {
            return call(part);
        }
        if (part.has("functionResponse")) {
            return result(part);
        }
        if (part.has("inlineData") || part.has("fileData")) {
            return media(part);
        }
        ObjectNode whole = part.rest();
        String kind = whole.propertyNames().stream().filter(name -> !name.startsWith("thought")).findFirst()
                .orElse("part");
        return new Block.Opaque(Gemini.NAME, Words.snake(kind), whole);
    }

    private static Block text(Fields part) {
        String text = part.requiredText("text");
        boolean thought = part.flag("thought").orElse(false);
        Marks marks = marks(part, Optional.empty(), Json.object());
        return thought ? new Block.Thinking(text, marks) : new Block.Text(text, false, List.of(), marks);
    }

    private Block call(Fields part) {
        Fields call = part.object("functionCall").orElseThrow();
        String name = call.requiredText("name");
        Optional<Seals.Opened> opened = call.text("id").map(Seals::open);
        String id = ids.ofCall(opened.map(Seals.Opened::id), name);
        String arguments = call.tree("args").map(Json::text).orElse("{}");
        ObjectNode inner = Json.object();
        Inner.gather(inner, "functionCall", call.rest());
        return new Block.ToolCall(id, name, arguments, false, marks(part, opened.flatMap(Seals.Opened::seal), inner));
    }

    private Block result(Fields part) {
        Fields result = part.object("functionResponse").orElseThrow();
        String name = result.requiredText("name");
        String id = ids.ofResult(result.text("id").map(given -> Seals.open(given).id()), name);
        Optional<ObjectNode> response = result.tree("response");
        List<Block> content = new ArrayList<>();
        response.ifPresent(object -> content.add(new Block.Text(ResultText.of(object))));
        for (Fields inner : result.oneOrMore("parts")) {
            content.add(read(inner));
        }
        ObjectNode inner = Json.object();
        Inner.gather(inner, "functionResponse", result.rest());
        return new Block.ToolResult(id, Optional.of(name), content, response.filter(ResultText::isError).isPresent(),
                false, marks(part, Optional.empty(), inner));
    }

    private static Block media(Fields part) {
        boolean inline = part.has("inlineData");
        String field = inline ? "inlineData" : "fileData";
        Fields data = part.object(field).orElseThrow();
        Optional<String> mimeType = data.text("mimeType");
        Block.Source source = inline
                ? new Block.Source.Inline(Base64Text.standard(data.requiredText("data"))
                        .orElseThrow(() -> data.notAllowed("data", "it must be base64.")))
                : MediaTypes.source(data.requiredText("fileUri"));
        Block.Media.Kind kind = MediaTypes.kind(mimeType.orElse(""));
        ObjectNode inner = Json.object();
        Optional<Block.Media.Detail> detail = part.object("mediaResolution").flatMap(resolution -> {
            Optional<String> level = resolution.text("level");
            Optional<Block.Media.Detail> known = level.flatMap(Words::detail);
            if (known.isEmpty()) {
                level.ifPresent(word -> inner.put("mediaResolution.level", word));
            }
            Inner.gather(inner, "mediaResolution", resolution.rest());
            return known;
        });
        Optional<String> name = data.text("displayName");
        Inner.gather(inner, field, data.rest());
        return new Block.Media(kind, source, mimeType, name, detail, marks(part, Optional.empty(), inner));
    }

    private static Marks marks(Fields part, Optional<Seal> sealInId, ObjectNode inner) {
        Optional<Seal> seal = part.text("thoughtSignature").filter(text -> !text.isEmpty()).map(Signatures::open)
                .or(() -> sealInId);
        ObjectNode rest = part.rest();
        rest.setAll(inner);
        if (seal.isEmpty() && rest.isEmpty()) {
            return Marks.NONE;
        }
        return new Marks(seal, Optional.empty(), Extras.of(Gemini.NAME, part.path(), rest));
    }
}
