package dev.pollux;

import dev.pollux.cli.Pollux;

/** The program. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(Pollux.run(args));
    }
}
