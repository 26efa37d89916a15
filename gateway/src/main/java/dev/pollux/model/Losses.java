package dev.pollux.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of what a writer could not carry.
 *
 * <p>A name is the field in the client's words without indices ({@code messages[].name}), or, for what the canonical
 * model carries, the name in {@code docs/dialects.md}. Not for use by several threads.
 */
public final class Losses {
    /** They tell the vendor who asks and what to keep in its caches; the answer is the same without them. */
    private static final Set<String> HINTS = Set.of("user", "safety_identifier", "prompt_cache_key",
            "prompt_cache_retention", "cache_control");

    private final Set<String> names = new TreeSet<>();

    public void add(String name) {
        names.add(name);
    }

    /** Reports a picture, sound, film or document that has no place. */
    public void add(Block.Media.Kind kind) {
        names.add(switch (kind) {
            case IMAGE -> "image_url";
            case AUDIO -> "input_audio";
            case VIDEO -> "video";
            case DOCUMENT -> "file";
        });
    }

    /** Reports a name if the thing it names was there. */
    public void addIf(boolean present, String name) {
        if (present) {
            names.add(name);
        }
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** Sorted, each once. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** What a strict request does not bear: all but the hints that have no effect on the answer. */
    public List<String> grave() {
        return names.stream().filter(name -> !HINTS.contains(name)).toList();
    }
}
