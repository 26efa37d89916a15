package dev.pollux.vendor.quirk;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * Fields that the vendor refuses.
 *
 * @param lossless they mean nothing to any vendor but the one that has set them
 */
record Drop(List<Place> places, boolean lossless) implements Quirk {
    @Override
    public void apply(ObjectNode body, Case about) {
        for (Place place : places) {
            for (ObjectNode holder : place.holders(body)) {
                boolean dropped = holder.remove(place.name()) != null;
                about.losses().addIf(dropped && !lossless, place.path());
            }
        }
    }
}
