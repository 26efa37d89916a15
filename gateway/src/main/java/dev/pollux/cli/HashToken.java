package dev.pollux.cli;

import dev.pollux.secret.Digest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;

/** Makes a token, and the hash by which the settings know it without holding it. */
@Command(name = "hash-token", mixinStandardHelpOptions = true, description = "Makes a token for a caller, and its hash for the settings.")
final class HashToken implements Callable<Integer> {
    private static final int BYTES = 24;
    /** A hash of less is guessed by trying. */
    private static final int SHORTEST = 20;

    @Option(names = "--stdin", description = "Reads the token from standard input instead of making one.")
    private boolean given;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (!given) {
            String token = "plx-" + HexFormat.of().formatHex(random());
            out.println("token for the caller:  " + token);
            out.println("hash for the settings: " + Digest.of(token).text());
            out.flush();
            return Exit.OK;
        }
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        String token = line == null ? "" : line.strip();
        if (token.length() < SHORTEST) {
            spec.commandLine().getErr().println("A token of less than " + SHORTEST
                    + " characters is found again by its hash; without --stdin a good one is made.");
            return Exit.FAILED;
        }
        out.println(Digest.of(token).text());
        out.flush();
        return Exit.OK;
    }

    private static byte[] random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
