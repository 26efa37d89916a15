package dev.pollux.cli;

import java.io.PrintWriter;
import java.util.Optional;

/** The program from its command line to its exit code; apart from {@link Pollux}, whose classes a plain start does without. */
public final class Program {

    private Program() {}

    /** Runs one command to its end and gives the exit code. */
    public static int run(String... args) {
        Optional<PlainLine> plain = PlainLine.of(args);
        return plain.isPresent() ? run(plain.get()) : Pollux.commandLine().execute(args);
    }

    private static int run(PlainLine line) {
        var out = new PrintWriter(System.out, true, System.out.charset());
        var err = new PrintWriter(System.err, true, System.err.charset());
        try {
            return line.run(out, err);
        } catch (Exception e) {
            return Exit.explain(e, err);
        }
    }
}
