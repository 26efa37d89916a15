package dev.pollux.dialect.openairesponses;

import dev.pollux.json.Json;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * Where things stood in a list of items, told by the place of their {@link Extras}, which are there even when no field is
 * left over.
 *
 * <p>Items become messages: a model's reasoning, its message and its calls are one message of several blocks, every other
 * item is a message of its own. The extras of a message are those of its {@code message} item, the extras of a block
 * those of its item or part. Because empty extras with an origin are no loss to anybody, the origin and the place alone
 * say how a thing was written:
 * <ul>
 * <li>a message of {@link #ITEM} had its {@code type}, one of {@link #SHORT} had not; one without an origin is {@code
 * instructions}, or the whole {@code input} as a string, or comes from another dialect;
 * <li>a text of {@link #PART} was a part, one without an origin was the whole content as a string;
 * <li>a thought of {@link #ITEM} begins a reasoning item, one of {@link #SUMMARY} or {@link #CONTENT} without fields goes
 * on in the same item.
 * </ul>
 */
final class Places {
    static final String ITEM = "input[]";
    static final String SHORT = "input";
    static final String PART = "input[].content[]";
    static final String SUMMARY = "input[].summary[]";
    static final String CONTENT = "input[].reasoning[]";
    static final String TOOL = "tools[]";

    /** What a vendor gives each item and nobody else misses. */
    private static final List<String> GIVEN = List.of("id", "status");

    private Places() {}

    static Extras at(String place, ObjectNode rest) {
        return new Extras(Words.DIALECT, place, rest);
    }

    /** As {@link #at}, for an item that a client sends: what the vendor gave it of its own is a note. */
    static Extras sent(String place, ObjectNode rest) {
        ObjectNode notes = Json.object();
        for (String name : GIVEN) {
            JsonNode value = rest.remove(name);
            if (value != null) {
                notes.set(name, value);
            }
        }
        return new Extras(Words.DIALECT, place, rest, notes);
    }

    /** Puts an item's fields and notes back, or reports what this vendor cannot be told. */
    static void write(Extras extras, ObjectNode item, Losses losses) {
        extras.writeTo(item, Words.DIALECT, losses);
        for (String name : GIVEN) {
            extras.note(Words.DIALECT, name).ifPresent(value -> item.set(name, value));
        }
    }

    /** Whether an item comes back that the vendor had made. */
    static boolean isGiven(Extras extras) {
        return extras.note(Words.DIALECT, "id").isPresent();
    }

    static boolean is(Extras extras, String place) {
        return extras.isOf(Words.DIALECT) && extras.place().equals(place);
    }

    /** Whether a block goes on in the item of the block before it. */
    static boolean goesOn(Extras extras) {
        return extras.isOf(Words.DIALECT) && !extras.place().equals(ITEM) && extras.isEmpty() && !isGiven(extras);
    }
}
