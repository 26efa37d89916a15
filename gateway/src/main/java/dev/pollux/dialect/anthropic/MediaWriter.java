package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.json.Json;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** Writes pictures and documents for a vendor; sound and film have no place. */
final class MediaWriter {
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final String PDF = "application/pdf";

    private final Losses losses;

    MediaWriter(Losses losses) {
        this.losses = losses;
    }

    Optional<ObjectNode> write(Media media) {
        losses.addIf(media.isMeasured(), "image_url.detail");
        return switch (media.kind()) {
            case IMAGE -> image(media);
            case DOCUMENT -> document(media);
            case AUDIO, VIDEO -> lost(media);
        };
    }

    /** Anthropic fetches pictures and PDF; what nobody tells to be one of them may be anything. */
    static boolean takesLink(Media media) {
        return switch (media.kind()) {
            case IMAGE -> true;
            case DOCUMENT -> media.mimeType().filter(PDF::equals).isPresent()
                    || (media.source() instanceof Source.Link(String url) && url.endsWith(".pdf"));
            case AUDIO, VIDEO -> false;
        };
    }

    private Optional<ObjectNode> image(Media media) {
        losses.addIf(media.name().isPresent(), "filename");
        Optional<ObjectNode> source = switch (media.source()) {
            case Source.Inline inline -> {
                String mimeType = media.mimeType().orElseGet(() -> picture(inline.base64()));
                yield PICTURES.contains(mimeType) ? Optional.of(base64(mimeType, inline)) : lost(media);
            }
            case Source.Link link -> Optional.of(source("url").put("url", link.url()));
            case Source.Stored stored -> Optional.of(stored(stored));
        };
        return source.map(from -> block("image", media, from));
    }

    private Optional<ObjectNode> document(Media media) {
        Optional<JsonNode> noted = media.marks().extras().note(NAME, BlockReader.NOTE_SOURCE);
        Optional<ObjectNode> source = noted.isPresent()
                ? noted.map(ObjectNode.class::cast)
                : switch (media.source()) {
                    case Source.Inline inline -> inline(media, inline);
                    case Source.Link link -> Optional.of(source("url").put("url", link.url()));
                    case Source.Stored stored -> Optional.of(stored(stored));
                };
        return source.map(from -> {
            ObjectNode block = block("document", media, from);
            media.name().ifPresent(name -> block.put("title", name));
            return block;
        });
    }

    private Optional<ObjectNode> inline(Media media, Source.Inline inline) {
        String mimeType = media.mimeType().orElse(PDF);
        if (mimeType.equals(PDF)) {
            return Optional.of(base64(PDF, inline));
        }
        if (!mimeType.startsWith("text/") && !mimeType.equals("application/json")) {
            return lost(media);
        }
        try {
            byte[] text = Base64.getDecoder().decode(inline.base64());
            return Optional.of(source("text").put("media_type", BlockReader.PLAIN).put("data",
                    new String(text, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException _) {
            return lost(media);
        }
    }

    private ObjectNode block(String type, Media media, ObjectNode source) {
        ObjectNode block = Json.object().put("type", type);
        block.set("source", source);
        Caching.write(block, media.marks(), losses);
        return block;
    }

    private Optional<ObjectNode> lost(Media media) {
        losses.add(media.kind());
        return Optional.empty();
    }

    private static ObjectNode source(String type) {
        return Json.object().put("type", type);
    }

    private static ObjectNode base64(String mimeType, Source.Inline inline) {
        return source("base64").put("media_type", mimeType).put("data", inline.base64());
    }

    private static ObjectNode stored(Source.Stored stored) {
        if (!stored.origin().equals(NAME)) {
            throw new FailureException(Failure.invalid("messages",
                    "The file '" + stored.id() + "' is stored with another vendor and cannot be read here."));
        }
        return source("file").put("file_id", stored.id());
    }

    /** The type of a picture by its first bytes, where nobody told it. */
    private static String picture(String base64) {
        if (base64.startsWith("/9j/")) {
            return "image/jpeg";
        }
        if (base64.startsWith("R0lGOD")) {
            return "image/gif";
        }
        return base64.startsWith("UklGR") ? "image/webp" : "image/png";
    }
}
