package dev.pollux.dialect.gemini;

import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/**
 * Unknown fields of objects inside an object, kept beside its own under dotted names.
 *
 * <p>So one {@link Extras} holds what was left at several depths, and a loss names the field itself, as {@code
 * generationConfig.mediaResolution}. No field of this API has a dot in its name.
 */
final class Inner {

    private Inner() {}

    /** Adds what is left of the inner object {@code name} to what is left of the object around it. */
    static void gather(ObjectNode rest, String name, ObjectNode innerRest) {
        for (Map.Entry<String, JsonNode> field : innerRest.properties()) {
            rest.set(name + "." + field.getKey(), field.getValue());
        }
    }

    /** As {@link Extras#writeTo}, each field into the object that it was in. */
    static void write(Extras extras, ObjectNode target, Losses losses) {
        if (!extras.isOf(Gemini.NAME)) {
            extras.writeTo(target, Gemini.NAME, losses);
            return;
        }
        for (Map.Entry<String, JsonNode> field : extras.fields().properties()) {
            String[] steps = field.getKey().split("\\.", -1);
            ObjectNode place = target;
            for (int i = 0; i + 1 < steps.length; i++) {
                place = object(place, steps[i]);
            }
            String name = steps[steps.length - 1];
            if (!place.has(name)) {
                place.set(name, field.getValue());
            }
        }
    }

    /** The object inside another, made where it is not there yet. */
    static ObjectNode object(ObjectNode around, String name) {
        return around.get(name) instanceof ObjectNode there ? there : around.putObject(name);
    }
}
