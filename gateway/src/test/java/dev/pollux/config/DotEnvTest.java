package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class DotEnvTest {
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void linesQuotesCommentsAndExportAreRead() {
        assertThat(texts("""
                # a comment
                A=1

                export B = two words # a comment
                C="a # and \\"b\\"\\n\\\\c \\x" # a comment
                D='as it $stands\\n'
                E=a#b
                F=
                G="first
                second"
                A=2
                """)).containsExactlyInAnyOrderEntriesOf(Map.of("A", "2", "B", "two words", "C",
                "a # and \"b\"\n\\c \\x", "D", "as it $stands\\n", "E", "a#b", "F", "", "G", "first\nsecond"));
        assertThat(problems).isEmpty();
    }

    @Test
    void linesOfWindowsAreReadToo() {
        assertThat(texts("A=1\r\nB='2'\r\n")).isEqualTo(Map.of("A", "1", "B", "2"));
    }

    @Test
    void aVariableKnowsItsLine() {
        assertThat(DotEnv.read("\nA='1\n2'\nB=3", problems::add).values())
                .extracting(variable -> variable.source().text())
                .containsExactly(".env line 2, A", ".env line 4, B");
    }

    @Test
    void whatSetsNothingIsAnErrorThatShowsNothing() {
        assertThat(texts("sk-secret\nA=1\nB='x' sk-secret\n2C=3\nD=\"sk-secret\n")).isEqualTo(Map.of("A", "1"));
        assertThat(problems).extracting(Problem::text).containsExactly(
                ".env line 1: found a line that sets nothing; write NAME=value, or begin it with #",
                ".env line 3: found more text after the closing quote; put the whole value between the quotes",
                ".env line 4: found a line that sets nothing; write NAME=value, or begin it with #",
                ".env line 5: found a quote that is not closed; close it");
    }

    private Map<String, String> texts(String text) {
        Map<String, String> texts = new LinkedHashMap<>();
        DotEnv.read(text, problems::add).forEach((name, variable) -> texts.put(name, variable.text()));
        return texts;
    }
}
