package dev.pollux.dialect.gemini;

import dev.pollux.dialect.ModelLists;
import dev.pollux.dialect.PageSize;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.ModelCard;
import dev.pollux.model.ModelCard.Ability;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The list of models, with Google's prefix {@code models/} on the wire and without it in the middle. */
final class Lists implements ModelLists {
    private static final String PREFIX = "models/";
    private static final String SIZE = "pageSize";
    private static final String TOKEN = "pageToken";

    @Override
    public ObjectNode write(List<ModelCard> models) {
        ObjectNode list = Json.object();
        ArrayNode written = list.putArray("models");
        models.forEach(model -> written.add(write(model)));
        return list;
    }

    /** The token of a page is the name behind which it begins, so that it stays true when models come and go. */
    @Override
    public ObjectNode page(List<ModelCard> models, Map<String, String> parameters) {
        int size = PageSize.read(SIZE, parameters.get(SIZE));
        String after = token(parameters.getOrDefault(TOKEN, ""));
        List<ModelCard> rest = models.stream().filter(model -> model.id().compareTo(after) > 0).toList();
        ObjectNode page = write(rest.subList(0, Math.min(size, rest.size())));
        return rest.size() <= size ? page : page.put("nextPageToken", token(rest.get(size - 1)));
    }

    private static String token(ModelCard last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.id().getBytes(StandardCharsets.UTF_8));
    }

    private static String token(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new FailureException(Failure.invalid(TOKEN, "The page token is none of this list."), e);
        }
    }

    @Override
    public ObjectNode write(ModelCard model) {
        ObjectNode card = Json.object();
        card.put("name", model.id().startsWith("tunedModels/") ? model.id() : PREFIX + model.id());
        card.put("version", "001").put("displayName", model.title().orElse(model.id()));
        model.inputTokens().ifPresent(tokens -> card.put("inputTokenLimit", tokens));
        model.outputTokens().ifPresent(tokens -> card.put("outputTokenLimit", tokens));
        ArrayNode methods = card.putArray("supportedGenerationMethods");
        if (model.abilities().contains(Ability.CHAT)) {
            methods.add("generateContent").add("countTokens");
        }
        if (model.abilities().contains(Ability.EMBEDDING)) {
            methods.add("embedContent");
        }
        return card;
    }

    @Override
    public String path() {
        return "/models?pageSize=1000";
    }

    @Override
    public List<ModelCard> read(ObjectNode body) {
        return Fields.of(body).objects("models").stream().map(Lists::card).toList();
    }

    private static ModelCard card(Fields model) {
        String name = model.requiredText("name");
        Set<Ability> abilities = EnumSet.noneOf(Ability.class);
        for (String method : model.texts("supportedGenerationMethods")) {
            switch (method) {
                case "generateContent" -> abilities.add(Ability.CHAT);
                case "embedContent" -> abilities.add(Ability.EMBEDDING);
                // said of nearly every model beside what it is for
                case "countTokens", "countTextTokens", "createCachedContent", "batchGenerateContent",
                        "asyncBatchEmbedContent" ->
                    {
                    }
                default -> abilities.add(Ability.OTHER);
            }
        }
        return new ModelCard(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name,
                model.text("displayName"), "google", 0, model.whole("inputTokenLimit"),
                model.integer("outputTokenLimit"), abilities);
    }
}
