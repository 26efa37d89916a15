package dev.pollux.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names that a file gives to the entries of the free maps, and the keys that stand for them. */
final class FreeNames {
    private static final Pattern SECTION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");
    private static final Pattern LINE = Pattern.compile("\\P{Cntrl}{1,256}");

    private final List<Key<?>> fixed;
    private final List<Template<?>> templates;
    private final Map<String, Set<String>> names = new LinkedHashMap<>();

    FreeNames(Node.Branch tree, List<Key<?>> fixed, List<Template<?>> templates) {
        this.fixed = fixed;
        this.templates = templates;
        templates.forEach(template -> names.put(template.map(), new LinkedHashSet<>()));
        for (Node.Entry entry : tree.entries()) {
            gather(entry);
        }
    }

    /** The entries of each map, in the order of the file. */
    Map<String, List<String>> names() {
        return names.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, map -> List.copyOf(map.getValue())));
    }

    /** The fixed keys, and those of all entries. */
    List<Key<?>> keys() {
        var keys = new ArrayList<Key<?>>(fixed);
        names.forEach((map, entries) -> entries.forEach(entry -> templates.stream()
                .filter(template -> template.map().equals(map))
                .forEach(template -> keys.add(template.of(entry)))));
        return keys;
    }

    private void gather(Node.Entry entry) {
        for (String map : names.keySet()) {
            if (entry.name().equals(map) && entry.node() instanceof Node.Branch branch) {
                branch.entries().forEach(inner -> add(map, inner.name()));
            } else if (entry.name().startsWith(map + ".")) {
                add(map, entry.name().substring(map.length() + 1));
            }
        }
    }

    private void add(String map, String written) {
        boolean sections = templates.stream().anyMatch(one -> one.map().equals(map) && !one.field().isEmpty());
        String name = sections ? written.split("\\.", 2)[0] : written;
        if ((sections ? SECTION : LINE).matcher(name).matches() && (sections || !isFixed(map, name))) {
            names.computeIfAbsent(map, _ -> new LinkedHashSet<>()).add(name);
        }
    }

    /** A name that is that of a fixed key beside the free ones, or nearly: then the key is meant. */
    private boolean isFixed(String map, String name) {
        Stream<String> beside = fixed.stream().map(Key::path).filter(path -> path.startsWith(map + "."));
        return Nearest.name(map + "." + name, beside.toList()).isPresent();
    }
}
