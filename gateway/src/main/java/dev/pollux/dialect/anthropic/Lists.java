package dev.pollux.dialect.anthropic;

import dev.pollux.dialect.ModelLists;
import dev.pollux.dialect.PageSize;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.ModelCard;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists of models in Anthropic's shape. */
final class Lists implements ModelLists {

    @Override
    public ObjectNode write(List<ModelCard> models) {
        return write(models, false);
    }

    @Override
    public ObjectNode page(List<ModelCard> models, Map<String, String> parameters) {
        int size = PageSize.read("limit", parameters.get("limit"));
        String after = parameters.getOrDefault("after_id", "");
        String before = parameters.getOrDefault("before_id", "");
        List<ModelCard> range = models.stream().filter(model -> model.id().compareTo(after) > 0)
                .filter(model -> before.isEmpty() || model.id().compareTo(before) < 0).toList();
        boolean more = range.size() > size;
        if (more && !before.isEmpty() && after.isEmpty()) {
            return write(range.subList(range.size() - size, range.size()), true); // the page that ends there
        }
        return write(range.subList(0, Math.min(size, range.size())), more);
    }

    private ObjectNode write(List<ModelCard> models, boolean more) {
        ObjectNode list = Json.object();
        ArrayNode data = list.putArray("data");
        models.forEach(model -> data.add(write(model)));
        list.put("has_more", more);
        if (models.isEmpty()) {
            return list.putNull("first_id").putNull("last_id");
        }
        return list.put("first_id", models.getFirst().id()).put("last_id", models.getLast().id());
    }

    @Override
    public ObjectNode write(ModelCard model) {
        ObjectNode node = Json.object().put("type", "model").put("id", model.id());
        node.put("display_name", model.title().orElse(model.id()));
        node.put("created_at", Instant.ofEpochSecond(model.created()).toString());
        node.put("lifecycle", "active"); // what is not served any more is in no list of ours
        model.inputTokens().ifPresent(tokens -> node.put("max_input_tokens", tokens));
        model.outputTokens().ifPresent(tokens -> node.put("max_tokens", tokens));
        return node;
    }

    @Override
    public String path() {
        return "/models?limit=1000";
    }

    @Override
    public Map<String, String> headers() {
        return Anthropic.VERSIONED;
    }

    @Override
    public List<ModelCard> read(ObjectNode body) {
        if (!body.has("data")) {
            throw Fields.of(body).missing("data");
        }
        return Fields.of(body).objects("data").stream().map(Lists::card).toList();
    }

    private static ModelCard card(Fields fields) {
        return new ModelCard(fields.requiredText("id"), fields.text("display_name"), "anthropic",
                fields.any("created_at").map(time -> seconds(time.asString(""))).orElse(0L),
                fields.whole("max_input_tokens"), fields.integer("max_tokens"), Set.of(ModelCard.Ability.CHAT));
    }

    private static long seconds(String time) {
        try {
            return OffsetDateTime.parse(time).toEpochSecond();
        } catch (DateTimeException _) {
            return 0;
        }
    }
}
