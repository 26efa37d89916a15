package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.openai.DataUrl;
import dev.pollux.model.Block;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Locale;
import java.util.Optional;

/** Blocks that an answer of this dialect has no place for, told in Markdown. */
final class Prose {
    private Prose() {}

    static Optional<String> of(Block block) {
        return switch (block) {
            case Block.Media media -> media(media);
            case Block.Opaque opaque -> fenced(opaque.json());
            case Block.Text _,Block.Thinking _,Block.ToolCall _,Block.ToolResult _ -> Optional.empty();
        };
    }

    private static Optional<String> media(Block.Media media) {
        if (media.kind() != Block.Media.Kind.IMAGE) {
            return Optional.empty();
        }
        return switch (media.source()) {
            case Block.Source.Inline inline -> Optional
                    .of("![image](" + DataUrl.write(media.mimeType().orElse("image/png"), inline.base64()) + ")");
            case Block.Source.Link link -> Optional.of("![image](" + link.url() + ")");
            case Block.Source.Stored _ -> Optional.empty();
        };
    }

    /** Code that the vendor ran, or what it printed, wherever it stands in a vendor's object. */
    private static Optional<String> fenced(ObjectNode json) {
        for (String name : new String[]{"code", "output", "stdout"}) {
            JsonNode text = json.path(name);
            if (text.isString() && !text.stringValue().isBlank()) {
                String language = name.equals("code") ? json.path("language").asString("") : "";
                return Optional.of("```" + language.toLowerCase(Locale.ROOT) + "\n" + text.stringValue().stripTrailing()
                        + "\n```");
            }
        }
        for (JsonNode inner : json) {
            if (inner instanceof ObjectNode object) {
                Optional<String> found = fenced(object);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
