package dev.pollux.vendor.quirk;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A field that the vendor knows under another name; one that stands there under that name wins. */
record Rename(Place place, String to) implements Quirk {
    @Override
    public void apply(ObjectNode body, Case about) {
        for (ObjectNode holder : place.holders(body)) {
            JsonNode value = holder.remove(place.name());
            if (value != null) {
                holder.putIfAbsent(to, value);
            }
        }
    }
}
