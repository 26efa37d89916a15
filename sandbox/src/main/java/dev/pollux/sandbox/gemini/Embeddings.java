package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.wire.Json;
import dev.pollux.sandbox.wire.Sheet;
import dev.pollux.sandbox.wire.Vectors;
import tools.jackson.databind.JsonNode;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Answers to embedContent and batchEmbedContents. */
final class Embeddings {
    private static final Sheet SHEET = Sheet.read("gemini/answer.txt");
    private static final int DIMENSIONS = 3072;
    private static final int LARGEST_BATCH = 100;

    private Embeddings() {}

    static String one(JsonNode request) {
        return SHEET.fill("embedding", "values", values(request));
    }

    static String batch(JsonNode request, String model) {
        JsonNode requests = request.path("requests");
        if (requests.isEmpty() || requests.size() > LARGEST_BATCH) {
            throw Refusals.invalid(
                    "* BatchEmbedContentsRequest.requests: at least 1 and at most 100 requests can be in one batch\n");
        }
        for (int i = 0; i < requests.size(); i++) {
            if (!Json.text(requests.get(i).path("model")).equals("models/" + model)) {
                throw Refusals.invalid("* BatchEmbedContentsRequest.requests[" + i
                        + "].model: must match the model of the batch, models/" + model + "\n");
            }
        }
        return SHEET.fill("embeddings", "embeddings",
                requests.valueStream().map(one -> "{\"values\":" + values(one) + "}").collect(Collectors.joining(",")));
    }

    private static String values(JsonNode request) {
        if (request.path("content").path("parts").isEmpty()) {
            throw Refusals.invalid("* EmbedContentRequest.content: contents is not specified\n");
        }
        int dimensions = Math.clamp(request.path("outputDimensionality").asInt(DIMENSIONS), 1, DIMENSIONS);
        return Arrays.toString(Vectors.of(Json.line(request.path("content").path("parts")), dimensions)).replace(" ",
                "");
    }
}
