package dev.pollux.observe;

import dev.pollux.exchange.Outcome;
import dev.pollux.keys.KeyReport;
import dev.pollux.keys.KeyState;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
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
    /** https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/ recommends these bounds. */
    private static final double[] SECONDS = {0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48,
            40.96, 81.92};
    private static final double[] TOKENS = {1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576,
            4_194_304};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Set<String> models = ConcurrentHashMap.newKeySet();
    private final Counter exchanges = Counter.builder().name("pollux_exchanges")
            .help("Exchanges that have ended.").labelNames("dialect", "route", "status").register(registry);
    private final Counter failures = Counter.builder().name("pollux_failures")
            .help("Exchanges that failed, by kind.").labelNames("kind").register(registry);
    private final Counter retries = Counter.builder().name("pollux_retries")
            .help("Calls to vendors beyond the first of an exchange.").labelNames("upstream").register(registry);
    private final Counter tokens = Counter.builder().name("pollux_tokens")
            .help("Tokens as vendors report them.").labelNames("type", "upstream").register(registry);
    private final Histogram duration = seconds("gen_ai_server_request_duration", "From request to end of answer.");
    private final Histogram firstByte = seconds("gen_ai_server_time_to_first_token",
            "From request to first byte of a streamed answer.");
    private final Histogram usage = Histogram.builder().name("gen_ai_client_token_usage")
            .help("Tokens of one exchange.").labelNames("gen_ai_request_model", "gen_ai_token_type")
            .classicOnly().classicUpperBounds(TOKENS).register(registry);

    /**
     * @param inWork exchanges that have not ended
     * @param keys how each key is
     */
    public Metrics(IntSupplier inWork, Supplier<List<KeyReport>> keys) {
        GaugeWithCallback.builder().name("pollux_exchanges_in_flight").help("Exchanges that have not ended.")
                .callback(gauge -> gauge.call(inWork.getAsInt())).register(registry);
        GaugeWithCallback.builder().name("pollux_keys").help("Keys by state.").labelNames("upstream", "state")
                .callback(gauge -> keys.get().stream().map(KeyReport::pool).distinct().forEach(pool -> {
                    for (String state : List.of("ready", "resting", "dead")) {
                        gauge.call((double) keys.get().stream().filter(key -> key.pool().equals(pool))
                                .filter(key -> word(key.state()).equals(state)).count(), pool, state);
                    }
                })).register(registry);
        GaugeWithCallback.builder().name("jvm_memory_used_bytes").help("Heap in use.").labelNames("area")
                .callback(gauge -> gauge.call(
                        (double) (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()), "heap"))
                .register(registry);
    }

    /** An exchange has ended. */
    @Override
    public void accept(Outcome outcome) {
        exchanges.labelValues(outcome.dialect(), outcome.route(), outcome.status() / 100 + "xx").inc();
        outcome.failure().ifPresent(failure -> failures.labelValues(Words.of(failure.kind())).inc());
        if (outcome.target().isEmpty()) {
            return;
        }
        String model = model(outcome.target());
        String upstream = outcome.target().substring(0, outcome.target().indexOf('/'));
        retries.labelValues(upstream).inc(Math.max(0, outcome.attempts() - 1));
        duration.labelValues(model).observe(outcome.total().toNanos() / 1e9);
        if (outcome.stream() && !outcome.firstByte().isZero()) {
            firstByte.labelValues(model).observe(outcome.firstByte().toNanos() / 1e9);
        }
        outcome.usage().input().ifPresent(count -> usage.labelValues(model, "input").observe((double) count));
        outcome.usage().output().ifPresent(count -> usage.labelValues(model, "output").observe((double) count));
        add("input", upstream, outcome.usage().input());
        add("output", upstream, outcome.usage().output());
        add("cached", upstream, outcome.usage().cacheRead());
        add("thinking", upstream, outcome.usage().thinking());
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

    private void add(String type, String upstream, OptionalLong count) {
        count.ifPresent(number -> tokens.labelValues(type, upstream).inc(number));
    }

    /** Clients choose names: only so many become labels. */
    private String model(String target) {
        if (models.contains(target) || (models.size() < MOST_MODELS && models.add(target))) {
            return target;
        }
        return OTHER;
    }

    private Histogram seconds(String name, String help) {
        return Histogram.builder().name(name + "_seconds").help(help).labelNames("gen_ai_request_model").classicOnly()
                .classicUpperBounds(SECONDS).register(registry);
    }

    private static String word(KeyState state) {
        return switch (state) {
            case KeyState.Ready _ -> "ready";
            case KeyState.Resting _ -> "resting";
            case KeyState.Dead _ -> "dead";
        };
    }
}
