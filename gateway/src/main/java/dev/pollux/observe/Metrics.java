package dev.pollux.observe;

import dev.pollux.exchange.Outcome;
import dev.pollux.keys.KeyReport;
import dev.pollux.keys.KeyState;
import dev.pollux.limits.Hit;
import dev.pollux.model.Usage;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Figures over all exchanges, for Prometheus; every one is in {@code docs/observability.md}.
 *
 * <p>An exchange that has ended adds to a few counters, and everything else is looked up when somebody asks.
 */
public final class Metrics implements Consumer<Outcome> {
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;
    /** Models by name; those that come later are one. */
    private static final int MOST_MODELS = 100;
    private static final String OTHER = "other";
    private static final String OPERATION = "gen_ai_operation_name";
    private static final String PROVIDER = "gen_ai_provider_name";
    private static final String MODEL = "gen_ai_request_model";
    /** https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/ recommends these bounds. */
    private static final double[] SECONDS = {0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48,
            40.96, 81.92};
    private static final double[] TOKENS = {1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576,
            4_194_304};

    private static final double[] LAGS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Map<Ending, CounterDataPoint> ended = new ConcurrentHashMap<>();
    private final Map<Asked, Points> points = new ConcurrentHashMap<>();
    private final Counter exchanges = counter("pollux_exchanges", "Exchanges that have ended.", "dialect", "route",
            "status");
    private final Counter failures = counter("pollux_failures",
            "Exchanges that failed, by kind and by the service that was asked last.", "kind", "upstream");
    private final Counter retries = counter("pollux_retries", "Calls to vendors beyond the first of an exchange.",
            "upstream");
    private final Counter tokens = counter("pollux_tokens", "Tokens as vendors report them.", "type", "upstream");
    private final Histogram duration = histogram("gen_ai_server_request_duration_seconds",
            "From request to end of answer.", SECONDS, OPERATION, PROVIDER, MODEL);
    private final Histogram firstByte = histogram("gen_ai_server_time_to_first_token_seconds",
            "From request to first byte of a streamed answer.", SECONDS, OPERATION, PROVIDER, MODEL);
    private final Histogram usage = histogram("gen_ai_client_token_usage", "Tokens of one exchange.", TOKENS, OPERATION,
            PROVIDER, MODEL, "gen_ai_token_type");
    private final Histogram lag = histogram("pollux_event_loop_lag_seconds",
            "How much later than due an event loop came to its work, looked at once a second.", LAGS);

    /**
     * How an exchange ended.
     *
     * @param hundreds of its status
     */
    private record Ending(String dialect, String route, int hundreds) {}

    /** What was asked of whom. */
    private record Asked(String route, String target) {
        /** As OpenTelemetry names it. */
        String operation() {
            return switch (route) {
                case "generate" -> "chat";
                case "embed" -> "embeddings";
                default -> route;
            };
        }

        String model() {
            return target.substring(target.indexOf('/') + 1);
        }
    }

    private static String provider(String target) {
        return target.substring(0, Math.max(0, target.indexOf('/')));
    }

    /** The figures of one model, found by one look. */
    private final class Points {
        private final DistributionDataPoint took;
        private final DistributionDataPoint began;
        private final DistributionDataPoint asked;
        private final DistributionDataPoint said;
        private final CounterDataPoint again;
        private final CounterDataPoint input;
        private final CounterDataPoint output;
        private final CounterDataPoint cached;
        private final CounterDataPoint thinking;

        Points(Asked by) {
            String provider = provider(by.target());
            this.took = duration.labelValues(by.operation(), provider, by.model());
            this.began = firstByte.labelValues(by.operation(), provider, by.model());
            this.asked = usage.labelValues(by.operation(), provider, by.model(), "input");
            this.said = usage.labelValues(by.operation(), provider, by.model(), "output");
            this.again = retries.labelValues(provider);
            this.input = tokens.labelValues("input", provider);
            this.output = tokens.labelValues("output", provider);
            this.cached = tokens.labelValues("cached", provider);
            this.thinking = tokens.labelValues("thinking", provider);
        }

        void add(Outcome outcome) {
            if (outcome.attempts() > 1) {
                again.inc(outcome.attempts() - 1);
            }
            took.observe(outcome.total().toNanos() / 1e9);
            if (outcome.stream() && !outcome.firstByte().isZero()) {
                began.observe(outcome.firstByte().toNanos() / 1e9);
            }
            Usage used = outcome.usage();
            observe(used.input(), asked);
            observe(used.output(), said);
            add(used.input(), input);
            add(used.output(), output);
            add(used.cacheRead(), cached);
            add(used.thinking(), thinking);
        }

        private static void observe(OptionalLong count, DistributionDataPoint distribution) {
            if (count.isPresent()) {
                distribution.observe((double) count.getAsLong());
            }
        }

        private static void add(OptionalLong count, CounterDataPoint sum) {
            if (count.isPresent()) {
                sum.inc(count.getAsLong());
            }
        }
    }

    /**
     * @param inWork exchanges that have not ended
     * @param keys how each key is
     * @param hits how often each limit has refused a request
     * @param large bytes of large bodies in work, by what they are
     * @param lost entries of the detailed log
     */
    public Metrics(IntSupplier inWork, Supplier<List<KeyReport>> keys, Supplier<Map<Hit, Long>> hits,
            Map<String, LongSupplier> large, LongSupplier lost) {
        GaugeWithCallback.builder().name("pollux_large_bytes").help("Bytes of large bodies in work.").labelNames("of")
                .callback(gauge -> large.forEach((of, bytes) -> gauge.call((double) bytes.getAsLong(), of)))
                .register(registry);
        GaugeWithCallback.builder().name("pollux_exchanges_in_flight").help("Exchanges that have not ended.")
                .callback(gauge -> gauge.call(inWork.getAsInt())).register(registry);
        GaugeWithCallback.builder().name("pollux_keys").help("Keys by state.").labelNames("upstream", "state")
                .callback(gauge -> keys.get().stream().map(KeyReport::pool).distinct().forEach(pool -> {
                    for (String state : List.of("ready", "resting", "dead")) {
                        gauge.call((double) keys.get().stream().filter(key -> key.pool().equals(pool))
                                .filter(key -> word(key.state()).equals(state)).count(), pool, state);
                    }
                })).register(registry);
        CounterWithCallback.builder().name("pollux_limits_hit").help("Requests refused by a limit of this gateway.")
                .labelNames("limit", "counts", "window")
                .callback(counter -> hits.get().forEach((hit, count) -> counter.call((double) count,
                        Words.of(hit.of()), hit.counts(), hit.window())))
                .register(registry);
        CounterWithCallback.builder().name("pollux_detail_lost").help("Entries of the detailed log that were lost.")
                .callback(counter -> counter.call((double) lost.getAsLong())).register(registry);
        Memory.register(registry);
    }

    /** An exchange has ended. */
    @Override
    public void accept(Outcome outcome) {
        ended(new Ending(outcome.dialect(), outcome.route(), outcome.status() / 100)).inc();
        outcome.failure().ifPresent(
                failure -> failures.labelValues(Words.of(failure.kind()), provider(outcome.target())).inc());
        if (outcome.isAnswered()) {
            points(new Asked(outcome.route(), outcome.target())).add(outcome);
        } else if (outcome.attempts() > 1) { // whoever does not answer gets no figures of its model: clients invent names
            retries.labelValues(provider(outcome.target())).inc(outcome.attempts() - 1);
        }
    }

    /** An event loop came to its work so much later than it should. Not for that loop itself: figures may have locks. */
    public void lagged(long nanos) {
        lag.observe(nanos / 1e9);
    }

    /** All figures as they are now. */
    public byte[] text() {
        var text = new ByteArrayOutputStream();
        try {
            writer.write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }

    private CounterDataPoint ended(Ending ending) {
        CounterDataPoint known = ended.get(ending);
        return known != null
                ? known
                : ended.computeIfAbsent(ending,
                        by -> exchanges.labelValues(by.dialect(), by.route(), by.hundreds() + "xx"));
    }

    /** Clients choose names: only so many become labels. */
    private Points points(Asked asked) {
        Points known = points.get(asked);
        if (known != null) {
            return known;
        }
        return points.computeIfAbsent(points.size() < MOST_MODELS
                ? asked
                : new Asked(asked.route(), provider(asked.target()) + "/" + OTHER), Points::new);
    }

    /** Without exemplars: they are for traces, and to renew them takes a lock and a timer. */
    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).withoutExemplars().register(registry);
    }

    /** The same. */
    private Histogram histogram(String name, String help, double[] bounds, String... labels) {
        return Histogram.builder().name(name).help(help).labelNames(labels).classicOnly().classicUpperBounds(bounds)
                .withoutExemplars().register(registry);
    }

    private static String word(KeyState state) {
        return switch (state) {
            case KeyState.Ready _ -> "ready";
            case KeyState.Resting _ -> "resting";
            case KeyState.Dead _ -> "dead";
        };
    }
}
