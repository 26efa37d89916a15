package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.Seal;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** The marks of blocks and tools: {@code cache_control}, and whatever fields nobody else knows. */
final class Caching {
    private static final String FIELD = "cache_control";
    private static final String TYPE = "ephemeral";

    private Caching() {}

    /** The marks of an object whose own fields have all been read. */
    static Marks read(Fields fields, Optional<Seal> seal) {
        return read(fields, seal, Json.object());
    }

    /** @param inner what nobody read of the objects within, under their names */
    static Marks read(Fields fields, Optional<Seal> seal, ObjectNode inner) {
        Optional<Fields> control = fields.object(FIELD);
        if (control.isEmpty()) {
            ObjectNode rest = fields.rest();
            rest.setAll(inner);
            return marks(fields, seal, Optional.empty(), rest);
        }
        Optional<String> type = control.get().text("type");
        if (!type.equals(Optional.of(TYPE))) {
            ObjectNode rest = fields.rest();
            rest.setAll(inner);
            ObjectNode unknown = rest.putObject(FIELD);
            type.ifPresent(word -> unknown.put("type", word));
            unknown.setAll(control.get().rest());
            return marks(fields, seal, Optional.empty(), rest);
        }
        var cache = new Marks.Cache(control.get().text("ttl"));
        ObjectNode rest = fields.rest();
        rest.setAll(inner);
        if (!control.get().rest().isEmpty()) {
            rest.set(FIELD, control.get().rest());
        }
        return marks(fields, seal, Optional.of(cache), rest);
    }

    private static Marks marks(Fields fields, Optional<Seal> seal, Optional<Marks.Cache> cache, ObjectNode rest) {
        if (seal.isEmpty() && cache.isEmpty() && rest.isEmpty()) {
            return Marks.NONE;
        }
        return new Marks(seal, cache, Extras.of(NAME, fields.path(), rest));
    }

    static void write(ObjectNode target, Marks marks, Losses losses) {
        marks.cache().ifPresent(cache -> {
            ObjectNode control = target.putObject(FIELD).put("type", TYPE);
            cache.ttl().ifPresent(ttl -> control.put("ttl", ttl));
        });
        marks.extras().writeTo(target, NAME, losses);
    }
}
