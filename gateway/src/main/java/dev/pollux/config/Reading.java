package dev.pollux.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads all sources for all keys and collects everything that is wrong; used once. */
final class Reading {
    /** What one source says of one key. */
    private record Given(Node node, Source source) {}

    private final FreeNames names;
    private final List<Key<?>> keys;
    private final Sources sources;
    private final Variables variables;
    private final FileTree file;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Value<?>> values = new LinkedHashMap<>();

    Reading(Sources sources, List<Key<?>> fixed, List<Template<?>> templates) {
        this.sources = sources;
        Folder folder = new Folder(sources, problems);
        this.variables = folder.variables();
        Folder.Written written = folder.configuration(variables);
        this.names = new FreeNames(written.tree(), fixed, templates);
        this.keys = names.keys();
        this.file = new FileTree(written, keys, problems);
    }

    Configuration configuration() {
        misspeltVariables();
        keys.forEach(this::read);
        Configuration configuration = new Configuration(values, names.names());
        problems.addAll(Rules.broken(configuration, values.keySet()));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return configuration;
    }

    /** Every source is checked, also where a stronger one wins; a key with any error has no value. */
    private <T> void read(Key<T> key) {
        int before = problems.size();
        List<Value<T>> candidates = given(key).flatMap(given -> value(key, given).stream()).toList();
        if (problems.size() == before) {
            values.put(key.path(), candidates.isEmpty()
                    ? new Value<>(key, key.standard(), new Source.Default())
                    : candidates.getFirst());
        }
    }

    /** The strongest source first. */
    private Stream<Given> given(Key<?> key) {
        Stream<Given> options = sources.options().reversed().stream()
                .filter(option -> option.key().path().equals(key.path()))
                .map(option -> new Given(Node.of(option.text()), new Source.Option(option.name())));
        Stream<Given> environment = variables.first(key.environment()).stream()
                .map(variable -> new Given(Node.of(variable.text()), variable.source()));
        Stream<Given> written = file.node(key).stream()
                .map(entry -> new Given(entry.node(), file.source(entry.line())));
        Stream<Given> usual = variables.usual(key.environment()).stream()
                .map(variable -> new Given(Node.of(variable.text()), variable.source()));
        return Stream.of(options, environment, written, usual).flatMap(given -> given);
    }

    private <T> Optional<Value<T>> value(Key<T> key, Given given) {
        int before = problems.size();
        Node node = given.source() instanceof Source.File ? resolved(key, given) : given.node();
        boolean isBlank = node instanceof Node.Scalar scalar && scalar.text().isBlank();
        if (isBlank || problems.size() > before) {
            return Optional.empty();
        }
        Optional<T> value = key.type().read(node);
        if (value.isEmpty()) {
            problems.add(Problem.unfit(key, given.source(), Found.at(key, given.node())));
        }
        return value.map(fit -> new Value<>(key, fit, given.source()));
    }

    private Node resolved(Key<?> key, Given given) {
        return new References(variables, unresolved -> problems.add(new Problem(key.path(),
                Optional.of(given.source()), unresolved.found(), "", unresolved.remedy()))).resolved(given.node());
    }

    /** Other programs' variables are nobody's business; one that is nearly ours is a mistake. */
    private void misspeltVariables() {
        List<String> known = Stream.concat(keys.stream().flatMap(key -> key.environment().stream()),
                Stream.of(Sources.FILE_VARIABLE)).toList();
        variables.all()
                .filter(variable -> variable.getKey().startsWith("POLLUX_") && !known.contains(variable.getKey()))
                .forEach(variable -> Nearest.name(variable.getKey(), known)
                        .ifPresent(meant -> problems.add(Problem.malformed(variable.getValue().source(),
                                "an unknown variable", "did you mean " + meant + "?"))));
    }
}
