package dev.pollux.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The tables of {@code docs/endpoints.md}. */
public final class EndpointsDocument {
    private static final Path FILE = Path.of("..", "docs", "endpoints.md");

    private EndpointsDocument() {}

    /** A row of the table of paths. */
    public record Way(String method, String path, String api) {}

    /** A prefix and the API that it names, or {@code nothing}. */
    public record Prefix(String path, String says) {}

    public static List<Way> ways() {
        return rows("| Method |").stream().map(row -> new Way(row.get(0), row.get(1), row.get(2))).toList();
    }

    public static List<Prefix> prefixes() {
        return rows("| Prefix |").stream().map(row -> new Prefix(row.get(0), row.get(1))).toList();
    }

    /** The cells of the table with that head, without their backquotes. */
    private static List<List<String>> rows(String head) {
        try {
            return Files.readAllLines(FILE).stream().dropWhile(line -> !line.startsWith(head)).skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip)
                            .map(cell -> cell.replace("`", "")).toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
