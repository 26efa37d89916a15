package dev.pollux.exchange;

import dev.pollux.exchange.Crafts.Made;
import dev.pollux.json.Json;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Usage;
import dev.pollux.sse.Frame;
import dev.pollux.sse.SseWriter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** What OpenAI's paths for pictures answer, whole or as events, with the pictures of several answers in it. */
final class DrawingAnswer {
    private final List<Made> all;
    private final Function<Media, ObjectNode> shown;

    /**
     * @param shown a picture as the client wants it
     * @throws dev.pollux.model.FailureException {@code INVALID} if there is no picture in one of the answers
     */
    DrawingAnswer(List<Made> all, Function<Media, ObjectNode> shown) {
        this.all = List.copyOf(all);
        this.shown = shown;
        all.forEach(made -> {
            if (drawn(made).isEmpty()) {
                throw Crafts.nothing(made, "prompt", "picture");
            }
        });
    }

    private static List<Media> drawn(Made made) {
        return made.media(Media.Kind.IMAGE).toList();
    }

    /** Of all answers together. */
    Usage usage() {
        return all.stream().map(made -> made.response().usage()).reduce(Usage.UNKNOWN, DrawingAnswer::sum);
    }

    /** @param now in seconds */
    ObjectNode whole(long now) {
        ObjectNode body = Json.object().put("created", now);
        ArrayNode data = body.putArray("data");
        all.forEach(made -> drawn(made).forEach(picture -> data.add(shown.apply(picture))));
        if (usage().isKnown()) {
            body.set("usage", told(usage()));
        }
        return body.put("output_format", format(drawn(all.getFirst()).getFirst()));
    }

    /** Each picture when it is complete, with what its own answer has cost. */
    byte[] events(String type, long now) {
        var frames = new SseWriter();
        for (Made made : all) {
            for (Media picture : drawn(made)) {
                ObjectNode event = Json.object().put("type", type).put("created_at", now).put("size", "auto")
                        .put("quality", "auto").put("background", "auto").put("output_format", format(picture));
                event.setAll(shown.apply(picture));
                event.set("usage", told(made.response().usage()));
                frames.write(Frame.of(type, Json.bytes(event)));
            }
        }
        return frames.drain();
    }

    /** As the type tells; that API knows no other than these. */
    private static String format(Media picture) {
        return switch (picture.mimeType().orElse("")) {
            case "image/jpeg" -> "jpeg";
            case "image/webp" -> "webp";
            default -> "png";
        };
    }

    private static Usage sum(Usage one, Usage other) {
        return new Usage(OptionalLong.of(one.input().orElse(0) + other.input().orElse(0)),
                one.cacheRead(), one.cacheWrite(),
                OptionalLong.of(one.output().orElse(0) + other.output().orElse(0)), one.thinking());
    }

    private static ObjectNode told(Usage usage) {
        long input = usage.input().orElse(0);
        ObjectNode told = Json.object().put("total_tokens", usage.total()).put("input_tokens", input)
                .put("output_tokens", usage.output().orElse(0));
        // nobody tells how many of them were the picture's
        told.putObject("input_tokens_details").put("text_tokens", input).put("image_tokens", 0);
        return told;
    }
}
