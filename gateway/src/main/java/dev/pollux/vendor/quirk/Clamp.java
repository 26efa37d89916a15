package dev.pollux.vendor.quirk;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A number that the vendor takes within narrower bounds. */
record Clamp(String field, double least, double most) implements Quirk {
    @Override
    public void apply(ObjectNode body, Case about) {
        JsonNode value = body.path(field);
        if (!value.isNumber() || (value.doubleValue() >= least && value.doubleValue() <= most)) {
            return;
        }
        double near = Math.clamp(value.doubleValue(), least, most);
        if (value.isIntegralNumber() && near == Math.rint(near)) {
            body.put(field, (long) near);
        } else {
            body.put(field, near);
        }
        about.losses().add(field);
    }
}
