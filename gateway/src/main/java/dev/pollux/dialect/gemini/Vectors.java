package dev.pollux.dialect.gemini;

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
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code embedContent} and {@code batchEmbedContents}. */
final class Vectors implements Embeddings {
    /** What a batch may hold. */
    private static final int MOST = 100;
    private static final String REQUESTS = "requests";

    @Override
    public EmbeddingRequest readRequest(Inquiry inquiry) {
        String model = RequestReader.model(inquiry);
        Fields body = Fields.eitherCase(inquiry.body());
        body.skip("model");
        boolean single = !body.has(REQUESTS);
        List<Fields> requests = single ? List.of(body) : body.oneOrMore(REQUESTS);
        if (requests.isEmpty()) {
            throw body.notAllowed(REQUESTS, "At least one request is needed.");
        }
        List<Item> items = requests.stream().map(Vectors::item).toList();
        return new EmbeddingRequest(model, items, Optional.empty(),
                new EmbeddingRequest.Delivery(false, single, false),
                single ? Extras.NONE : Extras.of(Gemini.NAME, "", body.rest()));
    }

    private static Item item(Fields request) {
        request.skip("model"); // the path has decided
        Fields content = request.object("content").orElseThrow(() -> request.missing("content"));
        var parts = new PartReader(CallIds.byPlace());
        List<Block> blocks = content.oneOrMore("parts").stream().map(parts::read).toList();
        if (blocks.isEmpty()) {
            throw content.missing("parts");
        }
        Optional<String> task = request.text("taskType").filter(word -> !word.endsWith("UNSPECIFIED"));
        Optional<String> title = request.text("title");
        OptionalInt dimensions = request.integer("outputDimensionality");
        return new Item(blocks, task, title, dimensions, Extras.of(Gemini.NAME, request.path(), request.rest()));
    }

    @Override
    public ObjectNode writeAnswer(EmbeddingAnswer answer, EmbeddingRequest request) {
        ObjectNode body = Json.object();
        if (request.delivery().single()) {
            body.set("embedding", vector(answer.vectors().getFirst()));
        } else {
            ArrayNode vectors = body.putArray("embeddings");
            answer.vectors().forEach(vector -> vectors.add(vector(vector)));
        }
        answer.usage().input().ifPresent(
                tokens -> body.putObject("usageMetadata").put("promptTokenCount", tokens));
        return body;
    }

    private static ObjectNode vector(float[] numbers) {
        ObjectNode vector = Json.object();
        ArrayNode values = vector.putArray("values");
        for (float number : numbers) {
            values.add(number);
        }
        return vector;
    }

    @Override
    public int atOnce() {
        return MOST;
    }

    @Override
    public Wire writeRequest(EmbeddingRequest request, Losses losses) {
        String resource = RequestWriter.resource(request.model());
        losses.addIf(request.user().isPresent(), "user");
        if (request.delivery().single()) {
            ObjectNode body = item(request.items().getFirst(), resource, losses);
            return new Wire(resource + ":embedContent", Map.of(), Json.bytes(body));
        }
        ObjectNode body = Json.object();
        ArrayNode requests = body.putArray(REQUESTS);
        request.items().forEach(item -> requests.add(item(item, resource, losses)));
        request.extras().writeTo(body, Gemini.NAME, losses);
        return new Wire(resource + ":batchEmbedContents", Map.of(), Json.bytes(body));
    }

    private static ObjectNode item(Item item, String resource, Losses losses) {
        ObjectNode written = Json.object().put("model", resource.substring(1));
        ArrayNode parts = written.putObject("content").putArray("parts");
        var writer = PartWriter.forVendor(ModelFacts.unknown(""), losses);
        for (Block block : item.content()) {
            switch (block) {
                case Block.Text text -> parts.add(writer.text(text));
                case Block.Media media -> parts.add(writer.media(media));
                case Block.Opaque opaque when opaque.origin().equals(Gemini.NAME) -> parts.add(opaque.json());
                case Block.Opaque _,Block.Thinking _,Block.ToolCall _,Block.ToolResult _ -> losses.add("input");
            }
        }
        item.task().ifPresent(task -> written.put("taskType", task));
        item.title().ifPresent(title -> written.put("title", title));
        item.dimensions().ifPresent(dimensions -> written.put("outputDimensionality", dimensions));
        item.extras().writeTo(written, Gemini.NAME, losses);
        return written;
    }

    @Override
    public EmbeddingAnswer readAnswer(ObjectNode body) {
        Fields fields = Fields.of(body);
        List<Fields> found = fields.has("embedding")
                ? fields.object("embedding").stream().toList()
                : fields.objects("embeddings");
        var vectors = new ArrayList<float[]>(found.size());
        for (Fields vector : found) {
            vectors.add(numbers(vector));
        }
        JsonNode usage = body.path("usageMetadata");
        return new EmbeddingAnswer(vectors, Usages.read(usage));
    }

    private static float[] numbers(Fields vector) {
        JsonNode values = vector.any("values").orElseThrow(() -> vector.missing("values"));
        var numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode value = values.get(i);
            if (value == null || !value.isNumber()) {
                throw vector.notAllowed("values", "A vector consists of numbers.");
            }
            numbers[i] = (float) value.doubleValue();
        }
        return numbers;
    }
}
