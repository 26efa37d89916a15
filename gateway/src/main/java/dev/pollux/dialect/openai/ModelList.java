package dev.pollux.dialect.openai;

import dev.pollux.dialect.ModelLists;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.ModelCard;
import dev.pollux.model.ModelCard.Ability;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The list of models as OpenAI has it; the lengths are those that other vendors add to it. */
public final class ModelList implements ModelLists {
    public static final ModelList INSTANCE = new ModelList();

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
        return Json.object().put("id", model.id()).put("object", "model").put("created", model.created())
                .put("owned_by", model.owner());
    }

    @Override
    public String path() {
        return "/models";
    }

    @Override
    public List<ModelCard> read(ObjectNode body) {
        return Fields.of(body).objects("data").stream().map(ModelList::card).toList();
    }

    private static ModelCard card(Fields model) {
        String id = model.requiredText("id");
        OptionalLong input = model.whole("context_length");
        if (input.isEmpty()) {
            input = model.whole("max_model_len");
        }
        Ability ability = id.contains("embed") ? Ability.EMBEDDING : Ability.CHAT;
        return new ModelCard(id, model.text("display_name"), model.text("owned_by").orElse(""),
                model.whole("created").orElse(0), input, OptionalInt.empty(), Set.of(ability));
    }
}
