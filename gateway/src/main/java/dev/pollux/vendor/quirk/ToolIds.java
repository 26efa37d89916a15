package dev.pollux.vendor.quirk;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;

/** Ids of calls must have nine letters or digits: others are turned into such, the same into the same. */
record ToolIds() implements Quirk {
    private static final int LENGTH = 9;
    private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9]{" + LENGTH + "}");
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final List<Place> PLACES = List.of(new Place("messages[].tool_calls[].id"),
            new Place("messages[].tool_call_id"));

    @Override
    public void apply(ObjectNode body, Case about) {
        for (Place place : PLACES) {
            for (ObjectNode holder : place.holders(body)) {
                JsonNode id = holder.path(place.name());
                if (id.isString() && !GOOD.matcher(id.stringValue()).matches()) {
                    holder.put(place.name(), shortened(id.stringValue()));
                }
            }
        }
    }

    private static String shortened(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            var text = new StringBuilder(LENGTH);
            for (int i = 0; i < LENGTH; i++) {
                text.append(LETTERS.charAt(Byte.toUnsignedInt(digest[i]) % LETTERS.length()));
            }
            return text.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
