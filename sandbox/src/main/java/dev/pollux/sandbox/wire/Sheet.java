package dev.pollux.sandbox.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One resource file of wire texts.
 *
 * <p>A line {@code == name} begins a section. {@code {{place}}} in a section is filled with text as it is: whoever fills it quotes it.
 */
public final class Sheet {
    private static final String ROOT = "/dev/pollux/sandbox/";

    private final String resource;
    private final Map<String, List<String>> sections;

    private Sheet(String resource, Map<String, List<String>> sections) {
        this.resource = resource;
        this.sections = sections;
    }

    /** Reads a sheet; the name is relative to the sandbox's resources. */
    public static Sheet read(String resource) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        for (String section : ("\n" + content(resource)).split("\n== ", -1)) {
            int end = section.indexOf('\n');
            if (end > 0) {
                sections.put(section.substring(0, end).strip(), places(section.substring(end + 1).stripTrailing()));
            }
        }
        return new Sheet(resource, sections);
    }

    /** The whole text of a resource. */
    public static String content(String resource) {
        try (InputStream in = Sheet.class.getResourceAsStream(ROOT + resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + ROOT + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Literal text at even positions, names of places at odd ones. */
    private static List<String> places(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", from)) {
            int close = text.indexOf("}}", open);
            String name = close < 0 ? "" : text.substring(open + 2, close);
            if (!name.matches("[a-z]+")) {
                throw new IllegalStateException("an open place in: " + text);
            }
            parts.add(text.substring(from, open));
            parts.add(name);
            from = close + 2;
        }
        parts.add(text.substring(from));
        return List.copyOf(parts);
    }

    public Set<String> names() {
        return sections.keySet();
    }

    /**
     * A section with its places filled.
     *
     * @param pairs name, value, name, value; every place must have a value
     */
    public String fill(String section, Object... pairs) {
        List<String> parts = sections.get(section);
        if (parts == null) {
            throw new IllegalArgumentException("no section " + section + " in " + resource);
        }
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(String.valueOf(pairs[i]), String.valueOf(pairs[i + 1]));
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            String text = i % 2 == 0 ? part : values.get(part);
            if (text == null) {
                throw new IllegalArgumentException("nothing for " + part + " of " + section + " in " + resource);
            }
            out.append(text);
        }
        return out.toString();
    }
}
