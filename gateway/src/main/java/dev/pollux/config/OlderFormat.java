package dev.pollux.config;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code config.json} of the Gemini-CLI proxy, in our own keys; every node keeps its line.
 *
 * <p>That proxy lets everybody in and answers for every name of a model: so does what comes out of here, for as long as
 * no token is set elsewhere. Its trailing commas are good YAML; its comments are blanked out.
 */
final class OlderFormat {
    /** The file's name. */
    static final String FILE = "config.json";

    private static final Set<String> SIGNS = Set.of("openai_api_key", "openai_base_url", "model_mapping",
            "default_openai_model");
    private static final Pattern COMMENT = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*+\")|//[^\\n]*|/\\*(?s:.*?)\\*/");
    private static final String UPSTREAM = "openai";
    /** Stands for the files that are in it. */
    private static final String FOLDER = "logs";

    private final List<Problem> problems;
    private final String file;
    private final Map<String, Node.Entry> found = new LinkedHashMap<>();
    private final List<Node.Entry> written = new ArrayList<>();

    private OlderFormat(Node.Branch tree, String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
        tree.entries().forEach(entry -> found.put(entry.name(), entry));
    }

    /** Whether a text is in that format. */
    static boolean isIn(String text) {
        return SIGNS.stream().anyMatch(sign -> text.contains('"' + sign + '"'));
    }

    /** The same settings under our keys. */
    static Node.Branch read(String text, String file, List<Problem> problems) {
        Node.Branch tree = Yaml.read(withoutComments(text), file, problems);
        var format = new OlderFormat(tree, file, problems);
        format.upstream(tree.line());
        format.models();
        format.section("server", Map.of("host", "server.host", "port", "server.port", "log_level", "log.level"));
        format.section("logging", Map.of("log_directory", FOLDER, "enable_access_logs", "log.exchanges",
                "enable_detailed_logs", "log.detail"));
        for (Node.Entry left : format.found.values()) {
            format.unknown(left.name(), left.line());
        }
        return new Node.Branch(format.written, tree.line());
    }

    /** Lines stay lines. */
    private static String withoutComments(String text) {
        return COMMENT.matcher(text).replaceAll(match -> Matcher.quoteReplacement(match.group(1) == null
                ? match.group().replaceAll("[^\\n]", " ")
                : match.group()));
    }

    private void upstream(int line) {
        put("upstreams." + UPSTREAM + ".api-key", found.remove("openai_api_key"));
        Node.Entry base = found.remove("openai_base_url");
        put("upstreams." + UPSTREAM + ".base-url", base != null
                ? base
                : new Node.Entry("", new Node.Scalar("https://api.openai.com/v1", line), line));
    }

    private void models() {
        Node.Entry mapping = found.remove("model_mapping");
        List<Node.Entry> names = mapping != null && mapping.node() instanceof Node.Branch branch
                ? branch.entries()
                : List.of();
        names.forEach(entry -> route(entry.name(), entry));
        if (mapping != null && names.isEmpty() && !(mapping.node() instanceof Node.Branch)) {
            problems.add(new Problem("model_mapping", Optional.of(new Source.File(file, mapping.line())),
                    Found.kind(mapping.node()), "a map of models", ""));
        }
        // that proxy never refuses a name
        Optional.ofNullable(found.remove("default_openai_model")).or(() -> names.stream().findFirst())
                .ifPresent(entry -> route("*", entry));
    }

    private void section(String name, Map<String, String> keys) {
        Node.Entry section = found.remove(name);
        if (section == null || !(section.node() instanceof Node.Branch branch)) {
            return;
        }
        for (Node.Entry entry : branch.entries()) {
            String key = keys.get(entry.name());
            if (key == null) {
                unknown(name + "." + entry.name(), entry.line());
            } else if (key.equals("log.level")) {
                put(key, mapped(entry, OlderFormat::level));
            } else if (key.equals(FOLDER)) {
                put("log.file", mapped(entry, folder -> folder + "/pollux.log"));
                put("log.detail-file", mapped(entry, folder -> folder + "/pollux-detail.log"));
            } else {
                put(key, entry);
            }
        }
    }

    private static String level(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "warning" -> "warn";
            case "critical", "fatal" -> "error";
            default -> word;
        };
    }

    private void route(String name, Node.Entry target) {
        put("models." + name, mapped(target, model -> UPSTREAM + "/" + model));
    }

    private static Node.Entry mapped(Node.Entry entry, UnaryOperator<String> change) {
        return entry.node() instanceof Node.Scalar scalar && !scalar.text().isBlank()
                ? new Node.Entry(entry.name(), new Node.Scalar(change.apply(scalar.text().strip()), scalar.line()),
                        entry.line())
                : entry;
    }

    private void put(String path, Node.@Nullable Entry entry) {
        if (entry != null) {
            written.add(new Node.Entry(path, entry.node(), entry.line()));
        }
    }

    private void unknown(String name, int line) {
        problems.add(Problem.unknown(Found.name(name), new Source.File(file, line),
                "the keys of that format: openai_api_key, openai_base_url, model_mapping, default_openai_model, "
                        + "server, logging",
                "or write pollux.yaml, which has more"));
    }
}
