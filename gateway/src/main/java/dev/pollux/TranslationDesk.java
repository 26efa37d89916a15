package dev.pollux;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Dialects;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.route.Catalogue;
import dev.pollux.sse.FrameTooLongException;
import dev.pollux.translate.Translation;
import dev.pollux.translate.Translation.Kind;
import dev.pollux.translate.Translation.Told;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What {@code pollux translate} does, asked as JSON: the fields are named as the options are. */
record TranslationDesk(Dialects dialects, Catalogue catalogue) implements UnaryOperator<ObjectNode> {
    private static final int USUAL_STATUS = 400;

    @Override
    public ObjectNode apply(ObjectNode asked) {
        Fields fields = Fields.of(asked);
        var translation = new Translation(dialect(fields, "from"), dialect(fields, "to"), catalogue,
                fields.text("model"));
        Told told;
        try {
            told = translation.tell(kind(fields), fields.integer("status").orElse(USUAL_STATUS), input(fields));
        } catch (FrameTooLongException e) {
            throw new FailureException(Failure.invalid("input", String.valueOf(e.getMessage())));
        }
        List<String> grave = told.losses().grave();
        if (fields.flag("strict").orElse(false) && !grave.isEmpty()) {
            throw new FailureException(Failure.invalid(grave.getFirst(),
                    "The translation is strict, and would lose: " + String.join(", ", grave) + ".")
                    .withCode("unsupported_parameter"));
        }
        ObjectNode answer = Json.object().put("service", "pollux").put("output", told.text());
        ArrayNode losses = answer.putArray("losses");
        told.losses().names().forEach(losses::add);
        return answer;
    }

    private Dialect dialect(Fields fields, String field) {
        String name = fields.requiredText(field);
        return dialects.named(name).orElseThrow(() -> fields.notAllowed(field, "must be one of "
                + dialects.all().stream().map(Dialect::name).collect(Collectors.joining(", "))));
    }

    private static Kind kind(Fields fields) {
        String name = fields.text("kind").orElse(Kind.request.name());
        return Arrays.stream(Kind.values()).filter(kind -> kind.name().equals(name)).findFirst()
                .orElseThrow(() -> fields.notAllowed("kind", "must be one of "
                        + Arrays.stream(Kind.values()).map(Kind::name).collect(Collectors.joining(", "))));
    }

    /** A text, or for short the JSON itself. */
    private static byte[] input(Fields fields) throws JsonException {
        JsonNode input = fields.any("input").orElseThrow(() -> fields.missing("input"));
        return input.isString() ? input.stringValue().getBytes(StandardCharsets.UTF_8) : Json.bytes(input);
    }
}
