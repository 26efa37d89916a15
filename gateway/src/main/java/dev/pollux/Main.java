package dev.pollux;

import dev.pollux.cli.Program;

/** The program. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(Program.run(args));
    }
}
