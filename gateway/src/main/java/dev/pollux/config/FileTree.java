package dev.pollux.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The configuration file spread over the keys; what belongs to no key is reported. */
final class FileTree {
    private final String name;
    private final List<Key<?>> keys;
    private final List<Problem> problems;
    private final Map<String, Node.Entry> nodes = new HashMap<>();

    FileTree(Folder.Written written, List<Key<?>> keys, List<Problem> problems) {
        this.name = written.name();
        this.keys = keys;
        this.problems = problems;
        spread(written.tree(), "");
    }

    /** What the file says of a key. */
    Optional<Node.Entry> node(Key<?> key) {
        return Optional.ofNullable(nodes.get(key.path()));
    }

    Source source(int line) {
        return new Source.File(name, line);
    }

    /** A dotted name ({@code server.port: 8000}) is as good as the sections one by one. */
    private void spread(Node.Branch branch, String prefix) {
        for (Node.Entry entry : branch.entries()) {
            String path = prefix + entry.name();
            if (keys.stream().anyMatch(key -> key.path().equals(path))) {
                Node.Entry first = nodes.putIfAbsent(path, entry);
                if (first != null) {
                    problems.add(Problem.twice(path, source(entry.line()), first.line()));
                }
            } else if (keys.stream().anyMatch(key -> key.path().startsWith(path + "."))) {
                section(entry, path);
            } else {
                unknown(entry, path, prefix);
            }
        }
    }

    private void section(Node.Entry entry, String path) {
        switch (entry.node()) {
            case Node.Branch inner -> spread(inner, path + ".");
            case Node.Nothing _ -> {
                // every key of the section is struck out
            }
            case Node.Scalar _,Node.Items _ -> problems.add(new Problem(path, Optional.of(source(entry.line())),
                    Found.kind(entry.node()), "a map of " + names(path + "."), ""));
        }
    }

    private void unknown(Node.Entry entry, String path, String prefix) {
        problems.add(Nearest.key(path, keys)
                .map(meant -> Problem.unknown(shown(path), source(entry.line()), "", "did you mean " + meant + "?"))
                .orElseGet(() -> Problem.unknown(shown(path), source(entry.line()), names(prefix), "")));
    }

    /** The names that may stand after a prefix. */
    private String names(String prefix) {
        return keys.stream()
                .map(Key::path)
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).split("\\.", 2)[0])
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String shown(String path) {
        return List.of(path.split("\\.", -1)).stream().map(Found::name).collect(Collectors.joining("."));
    }
}
