package dev.pollux;

import dev.pollux.cli.Program;

/** The program. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        // Without that word the JDK shows no login to a proxy that makes a tunnel, since it goes there in clear text: so it
        // does for all other calls of ours, and whoever minds names no such login. It is read once, by whoever is first.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        System.exit(Program.run(args));
    }
}
