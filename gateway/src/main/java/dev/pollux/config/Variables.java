package dev.pollux.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The variables of the process, and below them those of {@code .env}. */
final class Variables {
    /** A variable and where it was set. */
    record Variable(String text, Source source) {}

    private final Map<String, Variable> process = new LinkedHashMap<>();
    private final Map<String, Variable> file;
    /** The same two, with the variables of older programs in our words. */
    private final List<Map<String, Variable>> told;
    private final Map<String, Variable> usual;

    Variables(Map<String, String> environment, Map<String, Variable> file) {
        environment.forEach((name, text) -> process.put(name, new Variable(text, new Source.Environment(name))));
        this.file = file;
        this.told = Stream.of(process, file).map(OlderVariables::told).toList();
        var all = new LinkedHashMap<>(file);
        all.putAll(process);
        this.usual = OlderVariables.usual(all);
    }

    /** The first of some names that is set and not blank; all names in the process before any in the file. */
    Optional<Variable> first(List<String> names) {
        return first(told, names);
    }

    /** What was usual in the older program whose variables are set. */
    Optional<Variable> usual(List<String> names) {
        return first(List.of(usual), names);
    }

    /** The text of a name as it was set; blank if it is set and blank, empty if it is not set. */
    Optional<String> text(String name) {
        return first(List.of(process, file), List.of(name)).map(Variable::text)
                .or(() -> process.containsKey(name) || file.containsKey(name) ? Optional.of("") : Optional.empty());
    }

    private static Optional<Variable> first(List<Map<String, Variable>> layers, List<String> names) {
        return layers.stream()
                .flatMap(layer -> names.stream().map(layer::get).flatMap(Stream::ofNullable))
                .filter(Predicate.not(variable -> variable.text().isBlank()))
                .findFirst();
    }

    Stream<Map.Entry<String, Variable>> all() {
        return Stream.of(process, file).flatMap(layer -> layer.entrySet().stream());
    }
}
