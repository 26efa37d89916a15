package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.AllDialects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The dry run on golden files: one for each case, with its options in the first line, the input, a line of {@code =}, and
 * what is printed.
 *
 * <p>{@code -Dpollux.rewrite=true} writes the outputs anew.
 */
class TranslateTest {
    private static final Path FOLDER = Path.of("src/test/resources/translate");
    private static final String LINE = "\n====\n";

    @TempDir
    Path temporary;

    @TestFactory
    List<DynamicTest> everyCaseIsToldAsItsFileSays() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(Path file) throws IOException {
        String golden = Files.readString(file);
        int options = golden.indexOf('\n');
        int line = golden.indexOf(LINE);
        String printed = run(golden.substring(0, options), golden.substring(options + 1, line + 1)).toString();
        if (Boolean.getBoolean("pollux.rewrite")) {
            Files.writeString(file, golden.substring(0, line) + LINE + printed);
            return;
        }
        assertThat(printed).isEqualTo(golden.substring(line + LINE.length()));
    }

    @Test
    void aDialectThatNobodyKnowsIsAWrongCommandLine() throws IOException {
        assertThat(run("--from openai --to esperanto", "{}")).returns(2, Printed::code);
    }

    @Test
    void everyCommandIsInTheHelp() {
        assertThat(Pollux.commandLine().getUsageMessage()).contains("translate");
    }

    private Printed run(String options, String input) throws IOException {
        Path file = Files.writeString(temporary.resolve("input"), input);
        var out = new StringWriter();
        var err = new StringWriter();
        var line = new CommandLine(
                new Translate(AllDialects.create(), InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000))))
                .setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] words = Stream.concat(Arrays.stream(options.split(" ")), Stream.of(file.toString()))
                .toArray(String[]::new);
        int code = line.execute(words);
        return new Printed(code, out.toString(), err.toString());
    }

    private record Printed(int code, String out, String err) {
        @Override
        public String toString() {
            return out + (err.isEmpty() ? "" : "---- standard error\n" + err)
                    + (code == 0 ? "" : "---- exit " + code + "\n");
        }
    }
}
