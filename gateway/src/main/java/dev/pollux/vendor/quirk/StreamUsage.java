package dev.pollux.vendor.quirk;

import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a stream must be asked for its usage.
 *
 * @param needed else the field is unknown, and the vendor tells the usage always
 */
record StreamUsage(boolean needed) implements Quirk {
    private static final String FIELD = "stream_options";

    @Override
    public void apply(ObjectNode body, Case about) {
        if (!needed) {
            body.remove(FIELD);
        } else if (body.path("stream").asBoolean(false)) {
            body.withObject(FIELD).put("include_usage", true);
        }
    }
}
