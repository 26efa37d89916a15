package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.wire.Json;
import dev.pollux.sandbox.wire.Sheet;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The models that exist, and what each takes. */
final class Catalog {
    private static final Pattern VERSION = Pattern.compile("gemini-([0-9]+(?:\\.[0-9]+)?).*");
    private static final Map<String, String> ALIASES = Map.of("gemini-flash-latest", "gemini-3.8-flash",
            "gemini-flash-lite-latest", "gemini-3.5-flash-lite", "gemini-pro-latest", "gemini-3.1-pro-preview");
    private static final Map<String, Model> MODELS = new LinkedHashMap<>();
    private static final List<String> RETIRED = lines("gemini/retired.txt");

    static {
        for (String line : lines("gemini/models.txt")) {
            String[] cells = line.split(" \\| ", -1);
            MODELS.put(cells[0], new Model(cells[0], cells[1], Integer.parseInt(cells[2]), Integer.parseInt(cells[3]),
                    cells[4], List.of(cells[5].split(" "))));
        }
    }

    private Catalog() {}

    private static List<String> lines(String resource) {
        return Sheet.content(resource).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }

    /**
     * One model.
     *
     * @param thinking least and most budget, or the levels, or "-"
     */
    record Model(String id, String title, int input, int output, String kind, List<String> thinking) {
        boolean embeds() {
            return kind.equals("embed");
        }

        boolean thinks() {
            return !thinking.getFirst().equals("-");
        }

        boolean budgeted() {
            return Character.isDigit(thinking.getFirst().charAt(0));
        }

        /** The generation, such as 3.8; 0 for names that are not Gemini's. */
        double version() {
            Matcher matcher = VERSION.matcher(ALIASES.getOrDefault(id, id));
            return matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        }

        /** Whether a request may not end with a model turn. */
        boolean refusesPrefill() {
            return version() >= 3.6 || ALIASES.getOrDefault(id, id).equals("gemini-3.5-flash-lite");
        }

        ObjectNode json() {
            ObjectNode node = Json.MAPPER.createObjectNode().put("name", "models/" + id).put("version", "001")
                    .put("displayName", title).put("description", title + ", as the sandbox plays it")
                    .put("inputTokenLimit", input).put("outputTokenLimit", output);
            List<String> methods = embeds()
                    ? List.of("embedContent", "countTextTokens", "asyncBatchEmbedContent")
                    : List.of("generateContent", "countTokens", "createCachedContent", "batchGenerateContent");
            methods.forEach(node.putArray("supportedGenerationMethods")::add);
            if (!embeds()) {
                node.put("temperature", 1).put("topP", 0.95).put("topK", 64).put("maxTemperature", 2);
            }
            return thinks() ? node.put("thinking", true) : node;
        }
    }

    static Collection<Model> all() {
        return List.copyOf(new ArrayList<>(MODELS.values()));
    }

    /** The model, invented where the name is plausible; empty where Google would say 404. */
    static Optional<Model> find(String name) {
        boolean retired = RETIRED.stream().anyMatch(
                id -> id.endsWith("*") ? name.startsWith(id.substring(0, id.length() - 1)) : name.equals(id));
        boolean plausible = name.startsWith("gemini-") || name.startsWith("gemma-") || name.startsWith("sandbox-");
        if (retired || !plausible) {
            return Optional.empty();
        }
        Model known = MODELS.get(name);
        return Optional.of(known != null ? known : invented(name));
    }

    private static Model invented(String name) {
        Matcher matcher = VERSION.matcher(name);
        double version = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        List<String> thinking = version >= 3.7
                ? List.of("LOW", "MEDIUM", "HIGH")
                : version >= 3
                        ? List.of("MINIMAL", "LOW", "MEDIUM", "HIGH")
                        : version >= 2.5 ? List.of("0", "24576") : List.of("-");
        return new Model(name, name, 1 << 20, 1 << 16, name.contains("embedding") ? "embed" : "text", thinking);
    }
}
