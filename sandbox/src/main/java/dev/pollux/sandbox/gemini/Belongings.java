package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.wire.Answer.Whole;
import dev.pollux.sandbox.wire.Errors.Refused;
import dev.pollux.sandbox.wire.Json;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;

/** Things of one sort that clients have laid down: each belongs to the key that it came with, and no other sees it. */
final class Belongings {
    private final Map<String, Owned> things = new LinkedHashMap<>();
    private final String refusal;

    private record Owned(String key, ObjectNode thing) {}

    /** @param refusal by which a thing is kept from other keys */
    Belongings(String refusal) {
        this.refusal = refusal;
    }

    synchronized void put(String name, String key, ObjectNode thing) {
        things.put(name, new Owned(key, thing));
    }

    /** @throws Refused if there is no such thing, or it is somebody else's */
    synchronized ObjectNode get(String name, String key) {
        Owned owned = things.get(name);
        if (owned == null || !owned.key().equals(key)) {
            throw new Refused(Refusals.ERRORS.of(refusal, "id", Json.escape(name.substring(name.indexOf('/') + 1))));
        }
        return owned.thing();
    }

    /** What may be done to one thing: to look at it and to take it away. */
    synchronized Whole answer(String method, String name, String key) {
        ObjectNode thing = get(name, key);
        return switch (method) {
            case "GET" -> json(thing);
            case "DELETE" -> {
                things.remove(name);
                yield json(Json.MAPPER.createObjectNode());
            }
            default -> throw new Refused(Refusals.ERRORS.of("405"));
        };
    }

    /** All of a key, in the order in which they came. */
    synchronized Whole list(String field, String key) {
        ObjectNode page = Json.MAPPER.createObjectNode();
        things.values().stream().filter(owned -> owned.key().equals(key))
                .forEach(owned -> page.withArray(field).add(owned.thing()));
        return json(page);
    }

    static Whole json(ObjectNode body) {
        return new Whole(200, Gemini.JSON, Json.line(body));
    }
}
