package dev.pollux.schema;

import dev.pollux.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One schema that says what two say together.
 *
 * <p>Where both cannot be said in one, the first speaks and {@code allOf} is lost. Neither operand is modified.
 */
final class Merge {
    /** Branches that the product of two unions may have. */
    static final int MAX_BRANCHES = 64;
    /** References that may be looked up within each other in one merge; beyond, the first schema speaks. */
    static final int MAX_LOOKUPS = 8;

    private static final Set<String> LOWER = Set.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum",
            "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties");

    private final Compilation run;
    private final UnaryOperator<ObjectNode> lookUp;
    private int lookups;

    /** @param lookUp the schema that a {@code $ref} stands for, without a {@code $ref} of its own */
    Merge(Compilation run, UnaryOperator<ObjectNode> lookUp) {
        this.run = run;
        this.lookUp = lookUp;
    }

    ObjectNode both(ObjectNode a, ObjectNode b, int depth) {
        run.build(b, depth);
        run.copy(a.size() + a.path("properties").size() + a.path("required").size());
        if (a.equals(b) || (Keywords.isAny(b) && !notesBeyond(b, a))) {
            return a.deepCopy();
        }
        if (a.isEmpty()) {
            return b.deepCopy();
        }
        if ((a.has("$ref") || b.has("$ref")) && !a.path("$ref").equals(b.path("$ref"))) {
            if (lookups == MAX_LOOKUPS) {
                run.lose("allOf");
                return a.deepCopy();
            }
            lookups++;
            ObjectNode both = fields(a.has("$ref") ? lookUp.apply(a) : a, b.has("$ref") ? lookUp.apply(b) : b, depth);
            lookups--;
            return both;
        }
        return fields(a, b, depth);
    }

    private ObjectNode fields(ObjectNode first, ObjectNode second, int depth) {
        ObjectNode merged = first.deepCopy();
        for (Map.Entry<String, JsonNode> field : second.properties()) {
            JsonNode old = merged.get(field.getKey());
            merged.set(field.getKey(), old == null
                    ? field.getValue().deepCopy()
                    : values(field.getKey(), old, field.getValue(), depth));
        }
        Types.members(merged);
        return merged;
    }

    private static boolean notesBeyond(ObjectNode b, ObjectNode a) {
        return b.properties().stream().anyMatch(field -> !a.has(field.getKey()));
    }

    private JsonNode values(String keyword, JsonNode a, JsonNode b, int depth) {
        if (a.equals(b)) {
            return a;
        }
        if (Keywords.MAPS.contains(keyword)) {
            return maps((ObjectNode) a, (ObjectNode) b, depth);
        }
        if (LOWER.contains(keyword)) {
            return Numbers.tighter(keyword, a, b);
        }
        if (keyword.equals("additionalProperties") || keyword.equals("items")) {
            return schemas(a, b, depth);
        }
        return switch (keyword) {
            case "type" -> types(a, b);
            case "enum" -> members(a, b);
            case "required", "propertyOrdering" -> names(a, b);
            case "anyOf", "oneOf" -> unions((ArrayNode) a, (ArrayNode) b, depth);
            case "prefixItems" -> tuples((ArrayNode) a, (ArrayNode) b, depth);
            case "uniqueItems" -> a.booleanValue() ? a : b;
            case "multipleOf" -> multiple(a, b);
            default -> {
                run.loseIf(Keywords.binds(keyword, b), keyword);
                yield a;
            }
        };
    }

    private ObjectNode maps(ObjectNode a, ObjectNode b, int depth) {
        ObjectNode map = a.deepCopy();
        for (Map.Entry<String, JsonNode> entry : b.properties()) {
            JsonNode old = map.get(entry.getKey());
            map.set(entry.getKey(), old == null
                    ? entry.getValue().deepCopy()
                    : schemas(old, entry.getValue(), depth));
        }
        return map;
    }

    private JsonNode schemas(JsonNode a, JsonNode b, int depth) {
        if (a instanceof ObjectNode one && b instanceof ObjectNode other) {
            return both(one, other, depth + 1);
        }
        JsonNode flag = a.isBoolean() ? a : b;
        return flag.asBoolean(true) ? (a.isBoolean() ? b : a) : flag;
    }

    private JsonNode types(JsonNode a, JsonNode b) {
        List<String> one = a.isArray() ? Keywords.texts(a) : List.of(a.stringValue());
        List<String> other = b.isArray() ? Keywords.texts(b) : List.of(b.stringValue());
        var common = new ArrayList<String>();
        for (String type : Types.ALL) {
            if (allows(one, type) && allows(other, type) && !(type.equals("integer") && common.contains("number"))) {
                common.add(type);
            }
        }
        if (common.isEmpty()) {
            run.lose("allOf");
            return a;
        }
        return common.size() == 1 ? Json.array().add(common.getFirst()).get(0) : Keywords.array(common);
    }

    private static List<String> typesOf(JsonNode schema) {
        return schema instanceof ObjectNode object ? Keywords.types(object) : List.of();
    }

    /** Whether a value can be of a type in each of two lists; an empty list is any type. */
    static boolean canBeBoth(List<String> types, List<String> others) {
        return types.isEmpty() || others.isEmpty()
                || Types.ALL.stream().anyMatch(type -> allows(types, type) && allows(others, type));
    }

    private static boolean allows(List<String> types, String type) {
        return types.contains(type) || (type.equals("integer") && types.contains("number"));
    }

    private JsonNode members(JsonNode a, JsonNode b) {
        ArrayNode common = Json.array();
        Set<JsonNode> others = b.valueStream().collect(Collectors.toSet());
        for (JsonNode member : a) {
            if (others.contains(member)) {
                common.add(member);
            }
        }
        run.loseIf(common.isEmpty(), "allOf");
        return common.isEmpty() ? a : common;
    }

    private static JsonNode names(JsonNode a, JsonNode b) {
        var names = new LinkedHashSet<>(Keywords.texts(a));
        names.addAll(Keywords.texts(b));
        return Keywords.array(List.copyOf(names));
    }

    private JsonNode unions(ArrayNode a, ArrayNode b, int depth) {
        if (a.size() * b.size() > MAX_BRANCHES) {
            run.lose("allOf");
            return a;
        }
        ArrayNode product = Json.array();
        for (JsonNode one : a) {
            for (JsonNode other : b) {
                if (canBeBoth(typesOf(one), typesOf(other))) {
                    product.add(schemas(one, other, depth));
                }
            }
        }
        run.loseIf(product.isEmpty(), "allOf");
        return product.isEmpty() ? a : product;
    }

    private JsonNode tuples(ArrayNode a, ArrayNode b, int depth) {
        ArrayNode tuple = Json.array();
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            tuple.add(i >= a.size() ? b.get(i) : i >= b.size() ? a.get(i) : schemas(a.get(i), b.get(i), depth));
        }
        return tuple;
    }

    private JsonNode multiple(JsonNode a, JsonNode b) {
        Optional<BigDecimal> one = Numbers.exact(a).filter(n -> n.signum() > 0);
        Optional<BigDecimal> other = Numbers.exact(b).filter(n -> n.signum() > 0);
        if (one.isPresent() && other.isPresent()) {
            if (one.get().remainder(other.get()).signum() == 0) {
                return a;
            }
            if (other.get().remainder(one.get()).signum() == 0) {
                return b;
            }
        }
        run.lose("multipleOf");
        return a;
    }
}
