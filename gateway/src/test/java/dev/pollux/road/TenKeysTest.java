package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Ten keys of which half are in trouble: a dead one, two out of minute quota, one out of daily quota, and one that
 * answers 500 at random. No client notices.
 */
class TenKeysTest {
    private static final int CONNECTIONS = 50;
    private static final int REQUESTS = Integer.getInteger("pollux.requests", 10_000);
    private static final Pattern KEY = Pattern.compile("(?i)x-goog-api-key: key-number-(\\d+)");
    private static final String QUESTION = """
            {"model":"gemini-2.5-flash","messages":[{"role":"user","content":"Hello!"}]}""";
    private static final String ANSWER = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hello."}]},"finishReason":"STOP"}],
            "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5}}""";
    private static final String DEAD = """
            {"error":{"code":400,"message":"API key not valid. Please pass a valid API key.",
            "status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",
            "reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}""";
    private static final String QUOTA = """
            {"error":{"code":429,"message":"You exceeded your current quota.\\nPlease retry in %1$s.",
            "status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure",
            "violations":[{"quotaId":"GenerateRequests%2$sPerProjectPerModel-FreeTier"}]},
            {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"%1$s"}]}}""";
    private static final String BROKEN = """
            {"error":{"code":500,"message":"An internal error has occurred.","status":"INTERNAL"}}""";

    private final Map<Integer, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Random chance = new Random(7);

    @Test
    void tenThousandRequestsSeeNoFailureOfFiveBadKeys() throws InterruptedException {
        String keys = IntStream.rangeClosed(1, 10).mapToObj(key -> "key-number-" + key)
                .collect(Collectors.joining(","));
        try (var vendor = ScriptedVendor.start(this::answer);
                var gateway = Running.before(vendor, Running.with(Keys.GEMINI_API_KEY, keys))) {
            var statuses = new ConcurrentHashMap<Integer, AtomicInteger>();
            long begun = System.nanoTime();
            var clients = new ArrayList<Thread>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                clients.add(Thread.startVirtualThread(() -> {
                    try (RawClient client = gateway.client()) {
                        for (int request = 0; request < REQUESTS / CONNECTIONS; request++) {
                            int status = client.post("/v1/chat/completions", QUESTION).answer().status();
                            count(statuses, status);
                        }
                    }
                }));
            }
            for (Thread client : clients) {
                client.join();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf("%d requests at %d connections in %.1f s: statuses %s, calls per key %s%n", REQUESTS,
                    CONNECTIONS, seconds, statuses, new TreeMap<>(asked));
            int inTurn = REQUESTS / 10;
            assertThat(statuses).containsOnlyKeys(200);
            assertThat(statuses.get(200)).hasValue(REQUESTS);
            assertThat(asked.get(1).get()).as("calls with the dead key").isLessThanOrEqualTo(CONNECTIONS);
            assertThat(asked.get(2).get() + asked.get(3).get()).as("calls with keys out of minute quota")
                    .isLessThan(2 * CONNECTIONS + 2 * (int) (seconds / 2 + 1));
            assertThat(asked.get(4).get()).as("calls with the key out of daily quota")
                    .isLessThanOrEqualTo(CONNECTIONS);
            List<Integer> good = IntStream.rangeClosed(5, 10).mapToObj(key -> asked.get(key).get()).toList();
            assertThat(good).as("calls with the others, %s", good).allMatch(calls -> calls > inTurn);
            int most = good.stream().max(Integer::compareTo).orElseThrow();
            int least = good.stream().min(Integer::compareTo).orElseThrow();
            assertThat(most - least).as("most and least of %s", good).isLessThan(most / 10);
        }
    }

    private void answer(ScriptedVendor.Peer peer) throws java.io.IOException {
        Matcher key = KEY.matcher(peer.request());
        int number = key.find() ? Integer.parseInt(key.group(1)) : 0;
        count(asked, number);
        String status = "200 OK";
        String body = ANSWER;
        switch (number) {
            case 1 -> {
                status = "400 Bad Request";
                body = DEAD;
            }
            case 2, 3 -> {
                status = "429 Too Many Requests";
                body = QUOTA.formatted("2s", "PerMinute");
            }
            case 4 -> {
                status = "429 Too Many Requests";
                body = QUOTA.formatted("34s", "PerDay");
            }
            case 5 -> {
                boolean fails;
                synchronized (chance) {
                    fails = chance.nextInt(10) < 3;
                }
                status = fails ? "500 Internal Server Error" : status;
                body = fails ? BROKEN : body;
            }
            default -> {
                // a good key
            }
        }
        peer.keepOpen();
        peer.send(ScriptedVendor.whole(status, "application/json", body));
    }

    private static void count(Map<Integer, AtomicInteger> counts, int of) {
        counts.computeIfAbsent(of, _ -> new AtomicInteger()).incrementAndGet();
    }
}
