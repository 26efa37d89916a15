package dev.pollux.dialect.openai;

import dev.pollux.dialect.ModelLists;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.ModelCard;
import dev.pollux.model.ModelCard.Ability;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The list of models as OpenAI has it, with the lengths that other services add. An id may contain slashes. */
public final class ModelList implements ModelLists {
    public static final ModelList INSTANCE = new ModelList();

    private static final List<String> LENGTHS = List.of("context_length", "max_model_len", "context_window",
            "max_context_length");
    private static final List<String> NO_CHAT = List.of("whisper", "tts", "dall-e", "gpt-image", "moderation",
            "transcribe", "sora", "realtime", "rerank", "davinci-", "babbage-");

    private ModelList() {}

    @Override
    public ObjectNode write(List<ModelCard> models) {
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        models.forEach(model -> data.add(write(model)));
        return list;
    }

    @Override
    public ObjectNode write(ModelCard model) {
        return Json.object()
                .put("id", model.id())
                .put("object", "model")
                .put("created", model.created())
                .put("owned_by", model.owner());
    }

    @Override
    public String path() {
        return "/models";
    }

    @Override
    public List<ModelCard> read(ObjectNode body) {
        var models = new ArrayList<ModelCard>();
        for (Fields model : Fields.of(body).objects("data")) {
            String id = model.requiredText("id");
            JsonNode raw = model.rest();
            models.add(new ModelCard(id, Optional.of(raw.path("name").asString("")).filter(name -> !name.isEmpty()),
                    raw.path("owned_by").asString(""), raw.path("created").asLong(0), length(raw),
                    OptionalInt.empty(), Set.of(ability(id.toLowerCase(Locale.ROOT)))));
        }
        return models;
    }

    /** How long a prompt may be, by whatever name the service tells it. */
    private static OptionalLong length(JsonNode model) {
        return LENGTHS.stream().map(model::path).filter(JsonNode::isIntegralNumber).filter(JsonNode::canConvertToLong)
                .mapToLong(JsonNode::asLong)
                .filter(length -> length > 0).findFirst();
    }

    /** The lists do not tell it; the names do. */
    private static Ability ability(String id) {
        if (id.contains("embed")) {
            return Ability.EMBEDDING;
        }
        return NO_CHAT.stream().anyMatch(id::contains) ? Ability.OTHER : Ability.CHAT;
    }
}
