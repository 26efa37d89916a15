package dev.pollux.model;

import dev.pollux.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/**
 * Fields that only one dialect knows: that dialect writes them back, every other writer reports them as lost.
 *
 * @param origin the dialect that read them; empty where there are none
 * @param place where they stood, in the words of that dialect and without indices, as {@code messages[]}; empty for the
 *        whole document
 */
public record Extras(String origin, String place, ObjectNode fields) {

    public static final Extras NONE = new Extras("", "", Json.object());

    /** What is left of an object that {@code origin} has read. */
    public static Extras of(String origin, String path, ObjectNode rest) {
        return rest.isEmpty() ? NONE : new Extras(origin, path.replaceAll("\\[\\d+]", "[]"), rest);
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** Whether the fields are those of a dialect. */
    public boolean isOf(String dialect) {
        return origin.equals(dialect);
    }

    /**
     * Writes the fields back if they are the dialect's own, else reports each.
     *
     * <p>A field that the writer has already set wins.
     */
    public void writeTo(ObjectNode target, String dialect, Losses losses) {
        if (isEmpty()) {
            return;
        }
        if (!isOf(dialect)) {
            report(losses);
            return;
        }
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!target.has(field.getKey())) {
                target.set(field.getKey(), field.getValue());
            }
        }
    }

    /** Reports each field as lost. */
    public void report(Losses losses) {
        for (String name : fields.propertyNames()) {
            losses.add(place.isEmpty() ? name : place + "." + name);
        }
    }
}
