package dev.pollux.vendor.quirk;

import dev.pollux.schema.SchemaCompiler;
import dev.pollux.schema.SchemaTarget;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Schemas must be written in the vendor's own flavour. */
record Schemas(SchemaTarget target) implements Quirk {
    private static final List<Place> PLACES = List.of(new Place("tools[].function.parameters"),
            new Place("response_format.json_schema.schema"));

    @Override
    public void apply(ObjectNode body, Case about) {
        for (Place place : PLACES) {
            for (ObjectNode holder : place.holders(body)) {
                if (holder.path(place.name()) instanceof ObjectNode schema) {
                    holder.set(place.name(), SchemaCompiler.compile(schema, target, place.path(), about.losses()));
                }
            }
        }
    }
}
