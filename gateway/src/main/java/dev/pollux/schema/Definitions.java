package dev.pollux.schema;

import dev.pollux.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the references of one document point to, and the names under which the result keeps it. */
final class Definitions {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    static final String HOME = "#/$defs/";

    private final ObjectNode document;
    private final Repairs repairs;
    private final Map<String, Optional<ObjectNode>> found = new HashMap<>();
    private final Map<String, String> references = new HashMap<>();
    private final Map<String, String> origins = new HashMap<>();
    private @Nullable Map<String, JsonNode> anchors;

    Definitions(ObjectNode document, Repairs repairs) {
        this.document = document;
        this.repairs = repairs;
    }

    /** The repaired schema at a reference; empty where nothing is there, or nothing within this document. */
    Optional<ObjectNode> at(String reference) {
        Optional<ObjectNode> known = found.get(reference);
        if (known == null) {
            known = find(reference);
            found.put(reference, known);
        }
        return known;
    }

    /** The reference by which the result refers to it: {@code #} or {@code #/$defs/NAME}. */
    String kept(String reference) {
        if (reference.equals("#")) {
            return reference;
        }
        String kept = references.get(reference);
        if (kept == null) {
            kept = isHome(reference) ? reference : HOME + freeName(reference.substring(reference.lastIndexOf('/') + 1));
            references.put(reference, kept);
            origins.put(kept, reference);
        }
        return kept;
    }

    /** The reference of the client that became a kept one. */
    String origin(String kept) {
        return origins.getOrDefault(kept, kept);
    }

    private static boolean isHome(String reference) {
        return reference.startsWith(HOME) && PLAIN_NAME.matcher(reference.substring(HOME.length())).matches();
    }

    /** The name of a kept reference. */
    static String name(String kept) {
        return kept.substring(HOME.length());
    }

    private String freeName(String last) {
        var clean = new StringBuilder(decoded(last).replaceFirst("^#", ""));
        for (int i = 0; i < clean.length(); i++) {
            if (!PLAIN_NAME.matcher(clean.substring(i, i + 1)).matches()) {
                clean.setCharAt(i, '_');
            }
        }
        clean.setLength(Math.min(clean.length(), 64));
        String base = clean.isEmpty() ? "schema" : clean.toString();
        String name = base;
        for (int i = 2; origins.containsKey(HOME + name) || document.path("$defs").has(name); i++) {
            name = base + "_" + i;
        }
        return name;
    }

    /** Whether something is at a reference. */
    boolean has(String reference) {
        JsonNode node = node(reference);
        return node.isObject() || node.isBoolean();
    }

    private Optional<ObjectNode> find(String reference) {
        JsonNode node = node(reference);
        if (node.isBoolean()) {
            return Optional.of(Json.object());
        }
        return node instanceof ObjectNode schema ? Optional.of(repairs.apply(schema, 1)) : Optional.empty();
    }

    private JsonNode node(String reference) {
        JsonNode node;
        if (reference.equals("#") || reference.equals("#/")) {
            node = document;
        } else if (reference.startsWith("#/")) {
            node = document;
            for (String step : reference.substring(2).split("/", -1)) {
                node = step(node, decoded(step));
            }
        } else {
            node = anchors().getOrDefault(reference, document.path(""));
        }
        return node;
    }

    private static JsonNode step(JsonNode node, String name) {
        if (node instanceof ArrayNode array) {
            return name.matches("[0-9]{1,6}") ? array.path(Integer.parseInt(name)) : array.path(-1);
        }
        return node.path(name);
    }

    private static String decoded(String step) {
        String text = step;
        if (step.indexOf('%') >= 0) {
            try {
                text = URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException _) {
                // a percent sign of its own
            }
        }
        return text.replace("~1", "/").replace("~0", "~");
    }

    private Map<String, JsonNode> anchors() {
        if (anchors == null) {
            anchors = new HashMap<>();
            collect(document, anchors, 0);
        }
        return anchors;
    }

    private static void collect(JsonNode node, Map<String, JsonNode> anchors, int depth) {
        if (depth > 2 * Compilation.MAX_DEPTH) {
            return;
        }
        for (String word : new String[]{"$anchor", "$dynamicAnchor"}) {
            if (node.path(word).isString()) {
                anchors.putIfAbsent("#" + node.get(word).stringValue(), node);
            }
        }
        for (String word : new String[]{"$id", "id"}) {
            if (node.path(word).isString()) {
                anchors.putIfAbsent(node.get(word).stringValue(), node);
            }
        }
        for (JsonNode child : node) {
            if (child.isContainer()) {
                collect(child, anchors, depth + 1);
            }
        }
    }
}
