package dev.pollux.vendor.quirk;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Fields that the vendor refuses. */
record Drop(List<Place> places) implements Quirk {
    @Override
    public void apply(ObjectNode body, Case about) {
        for (Place place : places) {
            for (ObjectNode holder : place.holders(body)) {
                about.losses().addIf(holder.remove(place.name()) != null, place.path());
            }
        }
    }
}
