package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.openai.DataUrl;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Marks;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** A picture that the model made. */
final class Pictures {
    private static final String TYPE = "image_generation_call";

    private Pictures() {}

    static Block read(ObjectNode node, Fields item) {
        Optional<String> result = item.text("result");
        if (result.isEmpty()) {
            return new Block.Opaque(Words.DIALECT, TYPE, node);
        }
        item.skip("type");
        item.skip("status");
        String format = item.text("output_format").orElse("png");
        return new Block.Media(Block.Media.Kind.IMAGE, new Block.Source.Inline(result.get()),
                Optional.of("image/" + format), Optional.empty(), Optional.empty(),
                Marks.of(Places.at(Places.ITEM, item.rest())));
    }

    /** Whether a medium of an answer is a picture that this dialect can give as such. */
    static boolean isInline(Block.Media media) {
        return media.kind() == Block.Media.Kind.IMAGE && media.source() instanceof Block.Source.Inline;
    }

    /** The item of a picture that is told for the first time: without the picture, which comes with its end. */
    static ObjectNode begun() {
        return Json.object().put("type", TYPE).put("status", "in_progress").putNull("result");
    }

    /** The item of a picture of which {@link #isInline} holds. */
    static ObjectNode write(Block.Media picture) {
        ObjectNode item = Json.object().put("type", TYPE).put("status", "completed");
        String format = picture.mimeType().orElse("image/png").replace("image/", "");
        if (!format.equals("png")) {
            item.put("output_format", format);
        }
        return item.put("result", picture.source() instanceof Block.Source.Inline inline ? inline.base64() : "");
    }

    /** A medium that answers have no item for, as Markdown in a text. */
    static String link(Block.Media media) {
        String address = switch (media.source()) {
            case Block.Source.Inline inline ->
                DataUrl.write(media.mimeType().orElse("application/octet-stream"), inline.base64());
            case Block.Source.Link link -> link.url();
            case Block.Source.Stored stored -> stored.id();
        };
        String mark = media.kind() == Block.Media.Kind.IMAGE ? "!" : "";
        return mark + "[" + media.name().orElse(Words.of(media.kind())) + "](" + address + ")";
    }
}
