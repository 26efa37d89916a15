package dev.pollux.dialect.openai;

import dev.pollux.json.Json;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body of {@code multipart/form-data} (RFC 7578), or a JSON object in its place.
 *
 * @param fields what is no file, in the types that JSON has for them
 * @param model where the name of the model stands in the body of a form
 */
public record Form(ObjectNode fields, List<File> files, Optional<Span> model) {
    private static final Pattern BOUNDARY = Pattern
            .compile("(?i);\\s*boundary=(?:\"([^\"]{1,200})\"|([^\\s;\"]{1,200}))");
    /** Some libraries leave the quotes out. */
    private static final Pattern NAME = Pattern.compile("(?i);\\s*name=(?:\"([^\"]*)\"|([^\\s;\"]+))");
    private static final Pattern FILE_NAME = Pattern.compile("(?i);\\s*filename=(?:\"([^\"]*)\"|([^\\s;\"]+))");
    private static final Set<String> NUMBERS = Set.of("n", "temperature", "partial_images", "output_compression");
    private static final Set<String> FLAGS = Set.of("stream");
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final int MOST_PARTS = 100;

    /** A piece of the body, up to {@code to}. */
    public record Span(byte[] body, int from, int to) {
        public byte[] bytes() {
            return Arrays.copyOfRange(body, from, to);
        }
    }

    /** @param type as the client says, without parameters */
    public record File(String field, String name, Optional<String> type, Span span) {
        public byte[] bytes() {
            return span.bytes();
        }
    }

    public Form {
        files = List.copyOf(files);
    }

    /**
     * Reads a body by its content type.
     *
     * @param tokens is told how many values, names and brackets it has, if it is JSON
     * @throws FailureException {@code INVALID} if it is not what the type says
     */
    public static Form read(String contentType, byte[] body, LongConsumer tokens) {
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return new Form(Json.object(body, tokens), List.of(), Optional.empty());
        }
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw malformed("its content type names no boundary");
        }
        return parts(body, ("--" + value(boundary)).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The body with another name of the model, and every other byte as it was. */
    public byte[] withModel(byte[] body, String name) {
        if (model.isEmpty()) {
            return Json.replaceText(body, "model", name);
        }
        var renamed = new ByteArrayOutputStream(body.length + name.length());
        renamed.write(body, 0, model.get().from());
        renamed.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        renamed.write(body, model.get().to(), body.length - model.get().to());
        return renamed.toByteArray();
    }

    private static Form parts(byte[] body, byte[] line) {
        Span model = null;
        ObjectNode fields = Json.object();
        var files = new ArrayList<File>();
        int from = find(body, line, 0);
        for (int parts = 0; from >= 0; parts++) {
            int head = from + line.length;
            if (head + 1 < body.length && body[head] == '-' && body[head + 1] == '-') {
                return new Form(fields, files, Optional.ofNullable(model));
            }
            int end = find(body, line, head);
            int content = find(body, END_OF_HEAD, head);
            if (parts == MOST_PARTS || end < 0 || content < 0 || content + END_OF_HEAD.length > end - 2) {
                break;
            }
            var value = new Span(body, content + END_OF_HEAD.length, end - 2);
            if (part(new String(body, head, content - head, StandardCharsets.UTF_8), value, fields, files)) {
                model = value;
            }
            from = end;
        }
        throw malformed("its parts are not complete");
    }

    /** @return whether this is the name of the model */
    private static boolean part(String head, Span content, ObjectNode fields, List<File> files) {
        Matcher name = NAME.matcher(head);
        if (!name.find()) {
            throw malformed("a part has no name");
        }
        Matcher fileName = FILE_NAME.matcher(head);
        if (fileName.find()) {
            Optional<String> type = head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                    .map(line -> line.substring("content-type:".length()).replaceAll(";.*", "").strip()).findFirst();
            files.add(new File(value(name).replace("[]", ""), value(fileName), type, content));
            return false;
        }
        String field = value(name);
        String value = new String(content.bytes(), StandardCharsets.UTF_8);
        if (field.endsWith("[]")) {
            fields.withArray(field.substring(0, field.length() - 2)).add(value);
        } else if (NUMBERS.contains(field) && value.matches("-?\\d{1,9}(\\.\\d{1,9})?")) {
            fields.set(field, Json.tree(value));
        } else if (FLAGS.contains(field)) {
            fields.put(field, value.equalsIgnoreCase("true"));
        } else {
            fields.put(field, value);
        }
        return field.equals("model");
    }

    /** Of a parameter in quotes or without. */
    private static String value(Matcher parameter) {
        return parameter.group(1) == null ? parameter.group(2) : parameter.group(1);
    }

    private static int find(byte[] text, byte[] word, int from) {
        for (int at = from; at <= text.length - word.length; at++) {
            int same = 0;
            while (same < word.length && text[at + same] == word[same]) {
                same++;
            }
            if (same == word.length) {
                return at;
            }
        }
        return -1;
    }

    private static FailureException malformed(String why) {
        return new FailureException(
                Failure.invalid("", "The form in the body cannot be read: " + why + ".").withCode("invalid_form"));
    }
}
