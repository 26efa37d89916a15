package dev.pollux.dialect.openaichat;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Optional;

/** Extras of which some stood deeper than their place: in {@code function} of a tool, in {@code stream_options}. */
final class Nested {
    private Nested() {}

    /** Keeps what is left of an inner object under its name. */
    static void keep(ObjectNode rest, String name, ObjectNode inner) {
        if (!inner.isEmpty()) {
            rest.set(name, inner);
        }
    }

    /** The marks of an object of which all else has been read. */
    static Marks marks(Fields object) {
        return marks(object, "", Json.object());
    }

    /** As {@link #marks(Fields)}, with what is left of an inner object. */
    static Marks marks(Fields object, String name, ObjectNode inner) {
        // the wish in the words of Anthropic: gateways and clients of theirs send it in this dialect too
        Optional<Marks.Cache> cache = object.object("cache_control").map(wish -> new Marks.Cache(wish.text("ttl")));
        ObjectNode rest = object.rest();
        keep(rest, name, inner);
        return new Marks(Optional.empty(), cache, Extras.of(Words.DIALECT, object.path(), rest));
    }

    /** As {@link Extras#writeTo}, and fills up objects that the writer has set. */
    static void write(Extras extras, ObjectNode target, Losses losses) {
        if (extras.isOf(Words.DIALECT)) {
            join(target, extras.fields());
        }
        extras.writeTo(target, Words.DIALECT, losses);
    }

    private static void join(ObjectNode target, ObjectNode fields) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (target.get(field.getKey()) instanceof ObjectNode inner && field.getValue() instanceof ObjectNode more) {
                join(inner, more);
            } else if (!target.has(field.getKey())) {
                target.set(field.getKey(), field.getValue());
            }
        }
    }
}
