package dev.pollux.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the text of a YAML file, and so of a JSON file, as nodes that know their lines.
 *
 * <p>Anchors, aliases and tags are refused: a secret that begins with one of their signs would be lost in silence.
 */
final class Yaml implements AutoCloseable {
    private static final Pattern INDENT = Pattern.compile("(?m)(?<=^\\t{0,100})\\t");

    private final String file;
    private final YAMLParser parser;
    private final List<Problem> problems;

    private Yaml(String text, String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
        this.parser = (YAMLParser) new YAMLFactory().createParser(ObjectReadContext.empty(), blanks(text));
    }

    /** The map that the file is; what can be read of it, where there are problems. */
    static Node.Branch read(String text, String file, List<Problem> problems) {
        Node.Branch nothing = new Node.Branch(List.of(), 1);
        try (Yaml yaml = new Yaml(text, file, problems)) {
            return switch (yaml.document()) {
                case Node.Branch branch -> branch;
                case Node.Nothing _ -> nothing;
                case Node other -> {
                    problems.add(Problem.malformed(new Source.File(file, other.line()),
                            Found.kind(other) + " as the whole", "write sections with keys, such as server: and in it"
                                    + " port: 8000"));
                    yield nothing;
                }
            };
        } catch (JacksonException e) {
            problems.add(malformed(e, file));
            return nothing;
        } catch (IndexOutOfBoundsException _) {
            // the library's scanner stumbles over half a surrogate pair at the end of its buffer of 1,025 characters
            problems.add(Problem.malformed(new Source.File(file, 1), "a rare character where it cannot be read",
                    "move the emoji near the 1,025th character, or a multiple of it, by one place"));
            return nothing;
        }
    }

    /** JSON may be indented with tabs, YAML not: within braces they mean nothing. */
    private static String blanks(String text) {
        return text.stripLeading().startsWith("{") ? INDENT.matcher(text).replaceAll(" ") : text;
    }

    private Node document() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            return new Node.Nothing(1);
        }
        Node node = node(token, "");
        if (parser.nextToken() != null) {
            problems.add(Problem.malformed(spot(), "a second document", "keep one, without --- between"));
        }
        return node;
    }

    private Node node(JsonToken token, String path) {
        refuseMarks(path);
        int line = line();
        return switch (token) {
            case START_OBJECT -> new Node.Branch(entries(path), line);
            case START_ARRAY -> new Node.Items(items(path), line);
            case VALUE_NULL -> new Node.Nothing(line);
            default -> new Node.Scalar(parser.getString(), line);
        };
    }

    private List<Node.Entry> entries(String path) {
        List<Node.Entry> entries = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        while (next() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            String whole = path.isEmpty() ? Found.name(name) : path + "." + Found.name(name);
            int line = line();
            Integer first = lines.putIfAbsent(name, line);
            if (first != null) {
                problems.add(Problem.twice(whole, new Source.File(file, line), first));
            }
            Node node = node(next(), whole);
            if (first == null) {
                entries.add(new Node.Entry(name, node, line));
            }
        }
        return entries;
    }

    private List<Node> items(String path) {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            items.add(node(token, path));
        }
        return items;
    }

    private JsonToken next() {
        return Optional.ofNullable(parser.nextToken()).orElse(JsonToken.NOT_AVAILABLE);
    }

    private void refuseMarks(String path) {
        if (parser.isCurrentAlias() || parser.getObjectId() != null || parser.getTypeId() != null) {
            problems.add(new Problem(path, Optional.of(spot()), "a value that begins with &, * or !", "",
                    "put it in quotes"));
        }
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private Source spot() {
        return new Source.Spot(file, line(), parser.currentTokenLocation().getColumnNr());
    }

    @Override
    public void close() {
        parser.close();
    }

    /** In our own words: the library's message shows a piece of the text, and with it perhaps a secret. */
    private static Problem malformed(JacksonException e, String file) {
        if (e.getCause() instanceof MarkedYamlEngineException marked && marked.getProblemMark().isPresent()) {
            Mark mark = marked.getProblemMark().get();
            return Problem.malformed(new Source.Spot(file, mark.getLine() + 1, mark.getColumn() + 1),
                    "no valid YAML", remedy(marked.getProblem()));
        }
        TokenStreamLocation place = e.getLocation();
        return Problem.malformed(place == null
                ? new Source.File(file, 1)
                : new Source.Spot(file, place.getLineNr(), place.getColumnNr()), "no valid YAML", remedy(""));
    }

    private static String remedy(@Nullable String complaint) {
        String problem = complaint == null ? "" : complaint;
        if (problem.contains("TAB")) {
            return "indent with blanks, not with tabs";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "put a value that holds a colon and a blank in quotes, and indent the keys of a section alike";
        }
        if (problem.contains("cannot start any token") || problem.contains("escape character")) {
            return "put a value that begins with a special sign in single quotes";
        }
        if (problem.contains("expected ':'")) {
            return "write a key, a colon, a blank and the value";
        }
        return "look for a bracket or quote that is not closed, and for lines that are not indented alike";
    }
}
