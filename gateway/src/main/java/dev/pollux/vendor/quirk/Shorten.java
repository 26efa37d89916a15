package dev.pollux.vendor.quirk;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A list of which the vendor takes only so many. */
record Shorten(String field, int most) implements Quirk {
    @Override
    public void apply(ObjectNode body, Case about) {
        if (body.path(field) instanceof ArrayNode list && list.size() > most) {
            while (list.size() > most) {
                list.remove(list.size() - 1);
            }
            about.losses().add(field);
        }
    }
}
