package dev.pollux.dialect.openairesponses;

import dev.pollux.model.Marks;
import dev.pollux.model.Tool;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The namespaces in which the functions of a request stand.
 *
 * <p>Models elsewhere know no namespaces: a function is offered to them under its own name, or as {@code
 * <namespace>__<name>} where that name is taken, and its calls get their namespace back on the way to the client.
 */
final class Namespaces {
    static final Namespaces NONE = new Namespaces(List.of());

    private final Map<String, Inner> inner = new HashMap<>();

    /** A function in the words of the client. */
    record Inner(String namespace, String name) {}

    Namespaces(List<Tool> tools) {
        for (Tool tool : tools) {
            switch (tool) {
                case Tool.Function function -> add(function.name(), function.marks());
                case Tool.Custom custom -> add(custom.name(), custom.marks());
                case Tool.Hosted _,Tool.Opaque _ -> {
                    // the vendor calls these itself
                }
            }
        }
    }

    private void add(String offered, Marks marks) {
        of(marks).ifPresent(namespace -> inner.put(offered,
                new Inner(namespace.path("name").asString(""),
                        marks.extras().fields().path("name").asString(offered))));
    }

    /** The namespace object that a tool stood in. */
    static Optional<ObjectNode> of(Marks marks) {
        return marks.extras().isOf(Words.DIALECT)
                && marks.extras().fields().get("namespace") instanceof ObjectNode object
                        ? Optional.of(object)
                        : Optional.empty();
    }

    /** What the client calls a function that was offered under this name, if it stands in a namespace. */
    Optional<Inner> inner(String offered) {
        return Optional.ofNullable(inner.get(offered));
    }

    /** The name under which a function of the client was offered. */
    Optional<String> offered(Inner function) {
        return inner.entrySet().stream().filter(entry -> entry.getValue().equals(function)).map(Map.Entry::getKey)
                .findFirst();
    }
}
