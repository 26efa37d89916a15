package dev.pollux.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the answers of a dialect have a place for, as the table in {@code docs/dialects.md} says. */
final class AnswerPlaces {
    private static final Path DOCUMENT = Path.of("..", "docs", "dialects.md");
    private static final String HEADING = "## What an answer can say";

    private final Map<String, String> cells = new TreeMap<>();

    private AnswerPlaces() {}

    static AnswerPlaces of(String dialect) {
        var places = new AnswerPlaces();
        List<List<String>> rows = rows();
        int column = rows.getFirst().indexOf("`" + dialect + "`");
        rows.stream().skip(2).forEach(row -> places.cells.put(row.getFirst(), row.get(column)));
        return places;
    }

    private static List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        boolean in = false;
        for (String line : lines()) {
            in = line.startsWith("## ") ? line.equals(HEADING) : in;
            if (in && line.startsWith("|")) {
                rows.add(Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip).toList());
            }
        }
        return rows;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks that what has a place is there, and that the table knows everything. */
    void compare(String as, Map<String, List<String>> said, Map<String, List<String>> back, boolean streamed) {
        assertThat(cells.keySet()).containsAll(said.keySet());
        said.forEach((facet, value) -> {
            boolean told = switch (cells.getOrDefault(facet, "")) {
                case "yes" -> true;
                case "whole" -> !streamed;
                default -> false;
            };
            if (!told) {
                return;
            }
            if (facet.equals("text") || facet.equals("order")) {
                // what has no place may be told in words
                assertThat(back.getOrDefault(facet, List.of())).as("%s in %s", facet, as).containsSubsequence(value);
            } else {
                assertThat(back.get(facet)).as("%s in %s", facet, as).isEqualTo(value);
            }
        });
    }
}
