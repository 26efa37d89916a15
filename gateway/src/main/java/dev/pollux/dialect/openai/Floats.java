package dev.pollux.dialect.openai;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** A vector in its two forms: numbers, or 32-bit floats, the least byte first, in base64. */
final class Floats {
    private Floats() {}

    static ArrayNode numbers(float[] vector) {
        ArrayNode numbers = Json.array();
        for (float number : vector) {
            numbers.add(number);
        }
        return numbers;
    }

    static String packed(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** Reads either form: some services answer as they like. */
    static float[] read(Fields object, String name) {
        JsonNode value = object.any(name).orElseThrow(() -> object.missing(name));
        if (value.isString()) {
            return unpacked(object, name, value.stringValue());
        }
        if (!(value instanceof ArrayNode array)) {
            throw object.illTyped(name, "an array of numbers", value);
        }
        var vector = new float[array.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!array.get(i).isNumber()) {
                throw object.illTyped(name + "[" + i + "]", "a number", array.get(i));
            }
            vector[i] = (float) array.get(i).doubleValue();
        }
        return vector;
    }

    private static float[] unpacked(Fields object, String name, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw object.notAllowed(name, "It is no base64.");
        }
        if (bytes.length % Float.BYTES != 0) {
            throw object.notAllowed(name, "It ends within a number.");
        }
        var vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
