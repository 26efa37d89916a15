package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.ModelLists;
import dev.pollux.dialect.openai.ModelList;
import dev.pollux.json.Json;
import dev.pollux.model.ModelCard;
import dev.pollux.model.ModelCard.Ability;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** OpenAI's list of models, and for Codex, which tells its version, the list that it wants instead. */
final class CodexList implements ModelLists {
    static final CodexList INSTANCE = new CodexList();
    private static final String VERSION = "client_version";
    private static final List<String> EFFORTS = List.of("low", "medium", "high");

    private CodexList() {}

    @Override
    public ObjectNode page(List<ModelCard> models, Map<String, String> parameters) {
        if (!parameters.containsKey(VERSION)) {
            return write(models);
        }
        ObjectNode list = Json.object();
        ArrayNode written = list.putArray("models");
        models.stream().filter(model -> model.abilities().contains(Ability.CHAT))
                .forEach(model -> written.add(entry(model, written.size())));
        return list;
    }

    /** What Codex shows and reckons with; how it talks to the model is its own affair. */
    private static ObjectNode entry(ModelCard model, int priority) {
        ObjectNode entry = Json.object().put("slug", model.id())
                .put("display_name", model.title().orElse(model.id()));
        model.inputTokens().ifPresent(tokens -> entry.put("context_window", tokens));
        ArrayNode levels = entry.putArray("supported_reasoning_levels");
        EFFORTS.forEach(effort -> levels.addObject().put("effort", effort).put("description", effort));
        return entry.put("shell_type", "shell_command").put("visibility", "list").put("supported_in_api", true)
                .put("priority", priority);
    }

    @Override
    public ObjectNode write(List<ModelCard> models) {
        return ModelList.INSTANCE.write(models);
    }

    @Override
    public ObjectNode write(ModelCard model) {
        return ModelList.INSTANCE.write(model);
    }

    @Override
    public String path() {
        return ModelList.INSTANCE.path();
    }

    @Override
    public List<ModelCard> read(ObjectNode body) {
        return ModelList.INSTANCE.read(body);
    }
}
