package dev.pollux.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command that serves in its plainest form, {@code serve --name value ...}, understood without picocli.
 *
 * <p>picocli's classes have a form so old that the JVM's start-up cache leaves them out: with them a start takes nearly
 * half as long again. Everything else, good or bad, goes to picocli.
 */
record PlainLine(String command, Map<String, String> options) {
    private static final String SERVE = "serve";
    private static final String DEMO = "demo";
    /** Not for people, and only here: so that picocli stays out of the cache. */
    private static final String TRAIN_SERVE = "train-serve";
    private static final String TRAIN_DEMO = "train-demo";
    private static final Map<String, Set<String>> KNOWN = Map.of(SERVE, Serving.OPTIONS, DEMO, Set.of(Demo.PORT),
            TRAIN_SERVE,
            Set.of(), TRAIN_DEMO, Set.of());

    static Optional<PlainLine> of(String... args) {
        if (args.length % 2 == 0 || !KNOWN.containsKey(args[0])) {
            return Optional.empty();
        }
        var options = new HashMap<String, String>();
        for (int i = 1; i < args.length; i += 2) {
            boolean known = KNOWN.get(args[0]).contains(args[i]);
            if (!known || args[i + 1].startsWith("-") || options.put(args[i], args[i + 1]) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new PlainLine(args[0], Map.copyOf(options)));
    }

    int run(PrintWriter out, PrintWriter err) throws Exception {
        return switch (command) {
            case SERVE -> Serving.run(options, out, err);
            case DEMO -> Demo.run(options.getOrDefault(Demo.PORT, Demo.USUAL_PORT), out);
            case TRAIN_SERVE -> Train.serve();
            case TRAIN_DEMO -> Train.demo();
            default -> throw new IllegalStateException(command);
        };
    }
}
