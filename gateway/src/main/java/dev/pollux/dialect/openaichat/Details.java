package dev.pollux.dialect.openaichat;

import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Seal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/**
 * Thoughts as {@code reasoning_details}, the form in which some vendors want them back: unmodified and in their order.
 *
 * <p>Clients keep them as the seal of the thought. A stream brings those of one index in pieces. See
 * https://openrouter.ai/docs/use-cases/reasoning-tokens.
 */
final class Details {
    static final String FIELD = "reasoning_details";
    /** What grows; all else that comes later was not known before. */
    private static final List<String> TEXTS = List.of("text", "summary");

    private final ArrayNode gathered = Json.array();
    private final StringBuilder text = new StringBuilder();
    private @Nullable ObjectNode last;
    private String growing = "";

    void add(JsonNode details) {
        for (JsonNode detail : details) {
            if (detail instanceof ObjectNode piece) {
                add(piece);
            }
        }
    }

    private void add(ObjectNode piece) {
        String field = TEXTS.stream().filter(name -> piece.path(name).isString()).findFirst().orElse("");
        ObjectNode before = last;
        if (before == null || !goesOn(before, piece)) {
            settle();
            text.setLength(0);
            last = piece.deepCopy();
            growing = field;
            text.append(ChoiceReader.text(piece, field));
            gathered.add(last);
            return;
        }
        text.append(ChoiceReader.text(piece, field));
        growing = growing.isEmpty() ? field : growing;
        piece.properties().stream().filter(one -> !one.getValue().isNull() && !TEXTS.contains(one.getKey()))
                .forEach(one -> before.set(one.getKey(), one.getValue()));
    }

    /** What is encrypted is whole. */
    private static boolean goesOn(ObjectNode before, ObjectNode piece) {
        return piece.path("index").isNumber() && piece.path("index").equals(before.path("index"))
                && piece.path("type").equals(before.path("type")) && !piece.has("data");
    }

    private void settle() {
        if (last != null && !growing.isEmpty()) {
            last.put(growing, text.toString());
        }
    }

    /** All that has come. */
    Seal seal() {
        settle();
        return new Seal(Words.DIALECT, Json.text(gathered));
    }

    /** Those in a seal; empty if it is another's, or a client has spoilt it. */
    static Optional<ArrayNode> in(Seal seal) {
        if (!seal.isOf(Words.DIALECT)) {
            return Optional.empty();
        }
        try {
            return Json.tree(seal.value()) instanceof ArrayNode details ? Optional.of(details) : Optional.empty();
        } catch (JsonException _) {
            return Optional.empty();
        }
    }
}
