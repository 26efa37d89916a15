package dev.pollux.dialect.openai;

import dev.pollux.dialect.Embeddings;
import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.Wire;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.EmbeddingAnswer;
import dev.pollux.model.EmbeddingRequest;
import dev.pollux.model.EmbeddingRequest.Item;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.model.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** {@code POST /v1/embeddings}. */
public final class OpenAiEmbeddings implements Embeddings {
    /** The one for both of OpenAI's dialects. */
    public static final OpenAiEmbeddings INSTANCE = new OpenAiEmbeddings();
    private static final String NAME = "openai";
    /** Items of a call to a vendor: so many vectors of 3072 numbers stay within the bounds of a JSON text. */
    private static final int MOST = 256;

    private OpenAiEmbeddings() {}

    @Override
    public EmbeddingRequest readRequest(Inquiry inquiry) {
        Fields body = Fields.of(inquiry.body());
        String model = body.requiredText("model");
        OptionalInt dimensions = body.integer("dimensions");
        if (dimensions.orElse(1) < 1) {
            throw body.notAllowed("dimensions", "It must be at least 1.");
        }
        boolean packed = switch (body.text("encoding_format").orElse("float")) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw body.notAllowed("encoding_format", "It must be 'float' or 'base64'.");
        };
        List<Item> items = EmbeddingInput.read(body).stream().map(text -> Item.of(text, dimensions)).toList();
        Optional<String> user = body.text("user");
        return new EmbeddingRequest(model, items, user, new EmbeddingRequest.Delivery(packed, false, true),
                Extras.of(NAME, "", body.rest()));
    }

    @Override
    public ObjectNode writeAnswer(EmbeddingAnswer answer, EmbeddingRequest request) {
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        for (float[] vector : answer.vectors()) {
            ObjectNode one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            if (request.delivery().packed()) {
                one.put("embedding", Floats.packed(vector));
            } else {
                one.set("embedding", Floats.numbers(vector));
            }
        }
        long tokens = answer.usage().input().orElse(0);
        body.put("model", request.model()).putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return body;
    }

    @Override
    public int atOnce() {
        return MOST;
    }

    @Override
    public Wire writeRequest(EmbeddingRequest request, Losses losses) {
        ObjectNode body = Json.object().put("model", request.model());
        ArrayNode input = body.putArray("input");
        for (Item item : request.items()) {
            input.add(text(item));
            losses.addIf(item.task().isPresent(), "taskType");
            losses.addIf(item.title().isPresent(), "title");
            item.extras().report(losses);
        }
        dimensions(request.items()).ifPresent(dimensions -> body.put("dimensions", dimensions));
        request.user().ifPresent(user -> body.put("user", user));
        // without a word on the encoding every service answers with numbers
        request.extras().writeTo(body, NAME, losses);
        return new Wire("/embeddings", Map.of(), Json.bytes(body));
    }

    private static String text(Item item) {
        return item.content().stream().map(block -> {
            if (block instanceof Block.Text text) {
                return text.text();
            }
            throw new FailureException(
                    Failure.invalid("content", "This model makes vectors of text alone, not of pictures or files."));
        }).collect(Collectors.joining("\n"));
    }

    private static OptionalInt dimensions(List<Item> items) {
        List<OptionalInt> asked = items.stream().map(Item::dimensions).distinct().toList();
        if (asked.size() > 1) {
            throw new FailureException(Failure.invalid("outputDimensionality",
                    "This model gives all vectors of one request the same number of dimensions."));
        }
        return asked.getFirst();
    }

    @Override
    public EmbeddingAnswer readAnswer(ObjectNode body) {
        List<Fields> data = Fields.of(body).objects("data");
        var vectors = new float[data.size()][];
        for (int i = 0; i < vectors.length; i++) {
            Fields one = data.get(i);
            int index = one.integer("index").orElse(i);
            if (index < 0 || index >= vectors.length || vectors[index] != null) {
                throw one.notAllowed("index", "Each vector has a place of its own.");
            }
            vectors[index] = Floats.read(one, "embedding");
        }
        JsonNode tokens = body.path("usage").path("prompt_tokens");
        Usage usage = !tokens.isIntegralNumber() || !tokens.canConvertToLong()
                ? Usage.UNKNOWN
                : new Usage(OptionalLong.of(tokens.longValue()), OptionalLong.empty(), OptionalLong.empty(),
                        OptionalLong.empty(), OptionalLong.empty());
        return new EmbeddingAnswer(Arrays.asList(vectors), usage);
    }
}
