package dev.pollux.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a file of variables: {@code NAME=value} lines, {@code #} comments, {@code export} in front, quotes around.
 *
 * <p>Between single quotes everything is as it stands; between double quotes {@code \n}, {@code \t}, {@code \"} and
 * {@code \\} are characters; both may go over several lines. Without quotes a {@code #} after a blank begins a comment.
 */
final class DotEnv {
    static final String FILE = ".env";

    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");
    private static final Pattern REST = Pattern.compile("\\s*(#.*)?");

    private final String[] lines;
    private final Consumer<Problem> problems;
    private final Map<String, Variables.Variable> variables = new LinkedHashMap<>();
    private int next;

    private DotEnv(String text, Consumer<Problem> problems) {
        this.lines = text.split("\\R", -1);
        this.problems = problems;
    }

    /** The variables; of one that is set twice, the later, as in a shell. */
    static Map<String, Variables.Variable> read(String text, Consumer<Problem> problems) {
        DotEnv reader = new DotEnv(text, problems);
        while (reader.next < reader.lines.length) {
            reader.line();
        }
        return reader.variables;
    }

    private void line() {
        int number = next + 1;
        String line = lines[next++];
        if (REST.matcher(line).matches()) {
            return;
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            problem(number, "a line that sets nothing", "write NAME=value, or begin it with #");
            return;
        }
        String name = matcher.group(1);
        String text = matcher.group(2).strip();
        if (text.startsWith("'") || text.startsWith("\"")) {
            quoted(name, text, number);
        } else {
            put(name, COMMENT.matcher(text).replaceFirst("").strip(), number);
        }
    }

    private void quoted(String name, String opened, int number) {
        char quote = opened.charAt(0);
        StringBuilder text = new StringBuilder(opened.substring(1));
        int end = end(text, quote);
        while (end < 0 && next < lines.length) {
            text.append('\n').append(lines[next++]);
            end = end(text, quote);
        }
        if (end < 0) {
            problem(number, "a quote that is not closed", "close it");
        } else if (!REST.matcher(text.substring(end + 1)).matches()) {
            problem(number, "more text after the closing quote", "put the whole value between the quotes");
        } else {
            String inside = text.substring(0, end);
            put(name, quote == '"' ? unescaped(inside) : inside, number);
        }
    }

    private static int end(CharSequence text, char quote) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == quote) {
                return i;
            }
            if (quote == '"' && text.charAt(i) == '\\') {
                i++;
            }
        }
        return -1;
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\(.)").matcher(text).replaceAll(match -> Matcher.quoteReplacement(
                switch (match.group(1)) {
                    case "n" -> "\n";
                    case "t" -> "\t";
                    case "\"", "\\", "$" -> match.group(1);
                    default -> match.group();
                }));
    }

    private void put(String name, String text, int number) {
        variables.put(name, new Variables.Variable(text, new Source.VariableFile(FILE, number, name)));
    }

    private void problem(int number, String found, String remedy) {
        problems.accept(Problem.malformed(new Source.File(FILE, number), found, remedy));
    }
}
