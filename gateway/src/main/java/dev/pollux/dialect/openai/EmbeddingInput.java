package dev.pollux.dialect.openai;

import dev.pollux.json.Fields;
import dev.pollux.tokens.Tokenizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code input}: a text, texts, one list of token ids or several.
 *
 * <p>Token ids are numbers of OpenAI's vocabularies; no other vendor knows them, so they become the text again that the
 * client had made them of.
 */
final class EmbeddingInput {
    private static final String INPUT = "input";
    /** As the API has it. */
    private static final int MOST = 2048;

    private final Fields body;

    private EmbeddingInput(Fields body) {
        this.body = body;
    }

    /** The texts, at least one. */
    static List<String> read(Fields body) {
        return new EmbeddingInput(body).texts();
    }

    private List<String> texts() {
        JsonNode input = body.any(INPUT).orElseThrow(() -> body.missing(INPUT));
        if (input.isString()) {
            return List.of(input.stringValue());
        }
        if (!(input instanceof ArrayNode array)) {
            throw body.illTyped(INPUT, "a string or an array", input);
        }
        if (array.isEmpty()) {
            throw body.notAllowed(INPUT, "It must not be empty.");
        }
        if (array.get(0).isNumber()) {
            return List.of(decoded(array, INPUT));
        }
        if (array.size() > MOST) {
            throw body.notAllowed(INPUT, "It may hold " + MOST + " entries at the most.");
        }
        var texts = new ArrayList<String>(array.size());
        for (int i = 0; i < array.size(); i++) {
            String place = INPUT + "[" + i + "]";
            if (array.get(i) instanceof ArrayNode ids) {
                texts.add(decoded(ids, place));
            } else if (array.get(i).isString()) {
                texts.add(array.get(i).stringValue());
            } else {
                throw body.illTyped(place, "a string or an array of token ids", array.get(i));
            }
        }
        return texts;
    }

    private String decoded(ArrayNode ids, String place) {
        var numbers = new ArrayList<Integer>(ids.size());
        for (JsonNode id : ids) {
            if (!id.isIntegralNumber() || !id.canConvertToInt()) {
                throw body.illTyped(place, "an array of token ids", id);
            }
            numbers.add(id.intValue());
        }
        return Tokenizer.OLDER.text(numbers).orElseThrow(
                () -> body.notAllowed(place, "It holds a number that is no token of this model; send text instead."));
    }
}
