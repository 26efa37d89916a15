package dev.pollux.sandbox.openai;

import dev.pollux.sandbox.reply.Tokens;
import dev.pollux.sandbox.wire.Answer;
import dev.pollux.sandbox.wire.Answer.Whole;
import dev.pollux.sandbox.wire.Json;
import dev.pollux.sandbox.wire.Vectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Answers to embeddings, as numbers or as packed little-endian floats in base64. */
final class Embeddings {
    private static final int DIMENSIONS = 1536;

    private Embeddings() {}

    static Answer answer(JsonNode request) {
        JsonNode input = request.path("input");
        if (input.isEmpty() && !input.isString()) {
            throw Refusals.invalid("Missing required parameter: 'input'.", "input", "missing_required_parameter");
        }
        boolean list = input.isArray() && !input.get(0).isNumber();
        int dimensions = Math.clamp(request.path("dimensions").asInt(DIMENSIONS), 1, 3072);
        boolean packed = Json.text(request.path("encoding_format")).equals("base64");
        ObjectNode out = Json.MAPPER.createObjectNode().put("object", "list");
        for (int i = 0; i < (list ? input.size() : 1); i++) {
            float[] vector = Vectors.of(Json.line(list ? input.get(i) : input), dimensions);
            ObjectNode one = out.withArray("data").addObject().put("object", "embedding").put("index", i);
            if (packed) {
                one.put("embedding", pack(vector));
            } else {
                for (float value : vector) {
                    one.withArray("embedding").add(value);
                }
            }
        }
        int tokens = Math.max(1, Tokens.of(input));
        out.put("model", Json.text(request.path("model")));
        out.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return new Whole(200, Refusals.JSON, Json.line(out));
    }

    private static String pack(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : vector) {
            bytes.putFloat(value);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
