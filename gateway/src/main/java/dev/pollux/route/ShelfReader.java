package dev.pollux.route;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.json.JsonException.Reason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads our file of models, lays the user's over it, and checks that the result hangs together. */
final class ShelfReader {
    /** Our own file, beside this class. */
    private static final String OURS = "models.json";
    /** Bytes of a user's file. */
    private static final int MAX_BYTES = 4 << 20;
    private static final Set<String> COLLECTIONS = Set.of("lines", "models");

    private ShelfReader() {}

    /** @throws CatalogueException for a file that is missing, no JSON, or says what cannot be */
    static Shelf read(Optional<Path> overrides) {
        // Ours is tested: whatever is wrong with both together is wrong with the user's.
        String file = overrides.map(Path::toString).orElse(OURS);
        try {
            ObjectNode document = Json.object(ours());
            if (overrides.isPresent()) {
                lay(Json.object(theirs(overrides.get())), document);
            }
            return shelf(Fields.of(document));
        } catch (JsonException e) {
            throw new CatalogueException(file, e.path(), String.valueOf(e.getMessage()));
        } catch (NoSuchFileException _) {
            throw new CatalogueException(file, "", "There is no such file.");
        } catch (IOException e) {
            throw new CatalogueException(file, "", "It cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }

    private static byte[] ours() {
        try (InputStream in = ShelfReader.class.getResourceAsStream(OURS)) {
            if (in == null) {
                throw new IllegalStateException(OURS + " is not in the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] theirs(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new JsonException(Reason.MALFORMED, "", "It is longer than " + MAX_BYTES + " bytes.");
            }
            return bytes;
        }
    }

    private static void lay(ObjectNode over, ObjectNode base) {
        for (Map.Entry<String, JsonNode> field : over.properties()) {
            if (COLLECTIONS.contains(field.getKey()) && field.getValue() instanceof ObjectNode replaced
                    && base.get(field.getKey()) instanceof ObjectNode present) {
                replaced.properties().forEach(one -> replace(one.getKey(), one.getValue(), present));
            } else {
                base.set(field.getKey(), field.getValue());
            }
        }
    }

    /** An entry is merged field by field, each field replaced whole; {@code null} takes the entry away. */
    private static void replace(String id, JsonNode entry, ObjectNode present) {
        if (entry.isNull()) {
            present.remove(id);
        } else if (entry instanceof ObjectNode fields && present.get(id) instanceof ObjectNode known) {
            known.setAll(fields);
        } else {
            present.set(id, entry);
        }
    }

    private static Shelf shelf(Fields document) {
        var lines = new HashMap<String, Profile>();
        for (Map.Entry<String, JsonNode> line : collection(document, "lines")) {
            String pattern = line.getKey();
            if (pattern.indexOf('*') != pattern.length() - 1) {
                throw EntryReader.wrong(place("lines", pattern), "A pattern ends with its only '*'.");
            }
            lines.put(pattern.substring(0, pattern.length() - 1),
                    EntryReader.line(object(line.getValue(), place("lines", pattern))).known());
        }
        var entries = new HashMap<String, Entry>();
        for (Map.Entry<String, JsonNode> model : collection(document, "models")) {
            Fields fields = object(model.getValue(), place("models", model.getKey()));
            entries.put(model.getKey(), EntryReader.entry(model.getKey(), fields, lines));
        }
        String defaultModel = document.requiredText("defaultModel");
        EntryReader.nothingLeft(document);
        if (!entries.containsKey(defaultModel)) {
            throw EntryReader.wrong("defaultModel", "There is no model '" + defaultModel + "' in the file.");
        }
        entries.values().forEach(entry -> checkSuccessors(entry, entries));
        return new Shelf(defaultModel, entries, aliases(entries), lines);
    }

    private static Set<Map.Entry<String, JsonNode>> collection(Fields document, String name) {
        return document.tree(name).orElseThrow(() -> document.missing(name)).properties();
    }

    private static Fields object(JsonNode value, String place) {
        if (value instanceof ObjectNode object) {
            return Fields.of(object, place);
        }
        throw EntryReader.wrong(place, "It must be an object, or null in a file of overrides.");
    }

    private static String place(String collection, String key) {
        return collection + "[\"" + key + "\"]";
    }

    private static Map<String, String> aliases(Map<String, Entry> entries) {
        var aliases = new HashMap<String, String>();
        for (Entry entry : entries.values()) {
            for (String alias : entry.aliases()) {
                if (entries.containsKey(alias) || aliases.put(alias, entry.id()) != null) {
                    throw EntryReader.wrong(place("models", entry.id()) + ".aliases",
                            "'" + alias + "' is a name of another model too.");
                }
            }
        }
        return aliases;
    }

    private static void checkSuccessors(Entry entry, Map<String, Entry> entries) {
        String place = place("models", entry.id()) + ".retires.successor";
        var seen = new HashSet<String>();
        Entry current = entry;
        while (current != null && seen.add(current.id())) {
            Optional<String> next = current.retirement().flatMap(Entry.Retirement::successor);
            if (next.isEmpty()) {
                return;
            }
            current = entries.get(next.get());
            if (current == null) {
                throw EntryReader.wrong(place, "There is no model '" + next.get() + "' in the file.");
            }
        }
        throw EntryReader.wrong(place, "The successors lead back to the model itself.");
    }
}
