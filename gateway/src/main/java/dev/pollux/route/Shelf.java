package dev.pollux.route;

import java.util.Map;
import java.util.Optional;

/**
 * The content of the file, checked: every name leads to one entry, every successor is there.
 *
 * @param defaultModel an id of {@code entries}
 * @param entries by id
 * @param aliases from every other name to an id
 * @param lines by the part of their pattern before the {@code *}
 */
record Shelf(String defaultModel, Map<String, Entry> entries, Map<String, String> aliases,
        Map<String, Profile> lines) {

    Shelf {
        entries = Map.copyOf(entries);
        aliases = Map.copyOf(aliases);
        lines = Map.copyOf(lines);
    }

    /** The entry of an id or alias. */
    Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(aliases.getOrDefault(name, name)));
    }

    /**
     * What is probably true of a model that is not here: as the entry whose id, followed by a hyphen, begins its name
     * (the longest of them), else as its line.
     */
    Profile nearest(String name) {
        for (int end = name.lastIndexOf('-'); end > 0; end = name.lastIndexOf('-', end - 1)) {
            Optional<Entry> base = find(name.substring(0, end));
            if (base.isPresent()) {
                return base.get().profile();
            }
        }
        return line(lines, name);
    }

    /** The line with the longest pattern that fits a name. */
    static Profile line(Map<String, Profile> lines, String name) {
        for (int end = name.length(); end >= 0; end--) {
            Profile line = lines.get(name.substring(0, end));
            if (line != null) {
                return line;
            }
        }
        return Profile.EMPTY;
    }
}
