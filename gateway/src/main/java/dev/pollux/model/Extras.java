package dev.pollux.model;

import dev.pollux.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Optional;

/**
 * Fields that only one dialect knows: that dialect writes them back, every other writer reports them as lost.
 *
 * @param origin the dialect that read them; empty where there are none
 * @param place where they stood, in the words of that dialect and without indices, as {@code messages[]}; empty for the
 *        whole document
 * @param notes what the reader tells the writer of its own dialect, and nobody else misses: in which of several forms
 *        the client wrote what the canonical model carries in one. They are read by {@link #note}, never written as they
 *        are and never a loss.
 */
public record Extras(String origin, String place, ObjectNode fields, ObjectNode notes) {

    public static final Extras NONE = new Extras("", "", Json.object());

    /** Extras without notes. */
    public Extras(String origin, String place, ObjectNode fields) {
        this(origin, place, fields, Json.object());
    }

    /** What is left of an object that {@code origin} has read. */
    public static Extras of(String origin, String path, ObjectNode rest) {
        return rest.isEmpty() ? NONE : from(origin, path, rest);
    }

    /** The same, where it matters who has read the object even if nothing is left. */
    public static Extras from(String origin, String path, ObjectNode rest) {
        return new Extras(origin, path.replaceAll("\\[\\d+]", "[]"), rest);
    }

    /** These extras and one more note of {@code dialect}, which is their origin too. */
    public Extras withNote(String dialect, String name, JsonNode value) {
        ObjectNode more = notes.deepCopy();
        more.set(name, value);
        return new Extras(dialect, place, fields, more);
    }

    /** Whether there are no fields; there may be notes. */
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** Whether the fields are those of a dialect. */
    public boolean isOf(String dialect) {
        return origin.equals(dialect);
    }

    /** What the reader of this dialect noted. */
    public Optional<JsonNode> note(String dialect, String name) {
        return isOf(dialect) ? Optional.ofNullable(notes.get(name)) : Optional.empty();
    }

    /**
     * Writes the fields back if they are the dialect's own, else reports each.
     *
     * <p>A field that the writer has already set wins; of two objects, the one that is there is completed.
     */
    public void writeTo(ObjectNode target, String dialect, Losses losses) {
        if (isEmpty()) {
            return;
        }
        if (!isOf(dialect)) {
            report(losses);
            return;
        }
        complete(target, fields);
    }

    /** Reports each field as lost. */
    public void report(Losses losses) {
        for (String name : fields.propertyNames()) {
            losses.add(place.isEmpty() ? name : place + "." + name);
        }
    }

    private static void complete(ObjectNode target, ObjectNode source) {
        for (Map.Entry<String, JsonNode> field : source.properties()) {
            JsonNode there = target.get(field.getKey());
            if (there == null) {
                target.set(field.getKey(), field.getValue());
            } else if (there instanceof ObjectNode object && field.getValue() instanceof ObjectNode more) {
                complete(object, more);
            }
        }
    }
}
