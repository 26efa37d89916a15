package dev.pollux.road;

import static dev.pollux.road.Running.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import dev.pollux.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Each limit at its edge: one less passes, as much as it says does, and one more is refused. */
class LimitEdgesTest {
    private static final String MODEL = "gemini-2.5-flash";
    private static final String ANSWER = Speech.GEMINI.whole("Well");
    private static final String FRAME = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Well\"}],\"role\":"
            + "\"model\"},\"finishReason\":\"STOP\",\"index\":0}]}";
    private static final int AT_ONCE = 3;

    private static final ScriptedVendor VENDOR = ScriptedVendor.start(_ -> {});
    private static Running running;

    /** What is limited, and how a request has so much of it. */
    enum Limit {
        FIELDS(20, 431) {
            @Override
            RawAnswer ask(Asking asking, int amount) {
                String[] more = IntStream.range(0, amount - 3).mapToObj(i -> "x-" + i + ": y").toArray(String[]::new);
                return asking.ask(running, MODEL, more);
            }
        },
        LINE(1024, 414) {
            @Override
            RawAnswer ask(Asking asking, int amount) {
                String path = asking.path(MODEL) + "?x=";
                return running.post(path + "a".repeat(amount - path.length() - "POST  HTTP/1.1".length()),
                        asking.body(MODEL));
            }
        },
        HEAD(4096, 431) {
            @Override
            RawAnswer ask(Asking asking, int amount) {
                String fields = "host: 127.0.0.1content-type: application/jsoncontent-length: "
                        + asking.body(MODEL).length() + "x: ";
                return asking.ask(running, MODEL, "x: " + "a".repeat(amount - fields.length()));
            }
        },
        BODY(4096, 413) {
            @Override
            RawAnswer ask(Asking asking, int amount) {
                String body = asking.body(MODEL);
                return running.post(asking.path(MODEL), body + " ".repeat(amount - body.length()));
            }
        },
        DEPTH(Json.MAX_DEPTH, 400) {
            @Override
            RawAnswer ask(Asking asking, int amount) {
                return running.post(asking.path(MODEL), with(asking, "x",
                        "[".repeat(amount - 1) + "]".repeat(amount - 1)));
            }
        },
        NUMBER(Json.MAX_NUMBER_LENGTH, 400) {
            @Override
            RawAnswer ask(Asking asking, int amount) {
                return running.post(asking.path(MODEL), with(asking, "x", "1".repeat(amount)));
            }
        },
        NAME(Json.MAX_NAME_LENGTH, 400) {
            @Override
            RawAnswer ask(Asking asking, int amount) {
                return running.post(asking.path(MODEL), with(asking, "x".repeat(amount), "1"));
            }
        },
        /** As in a request: the fields without their line ends. */
        HEAD_OF_VENDOR(32_768, 502) {
            @Override
            RawAnswer ask(Asking asking, int amount) {
                String fields = "content-type: application/jsoncontent-length: " + ANSWER.length() + "x: ";
                VENDOR.play(peer -> peer.send(ScriptedVendor.whole("200 OK", "application/json", ANSWER,
                        "x: " + "a".repeat(amount - fields.length()))));
                return asking.ask(running, MODEL);
            }
        },
        ANSWER_OF_VENDOR(65_536, 502) {
            @Override
            RawAnswer ask(Asking asking, int amount) {
                VENDOR.play(peer -> peer.send(ScriptedVendor.whole("200 OK", "application/json",
                        ANSWER + " ".repeat(amount - ANSWER.length()))));
                return asking.ask(running, MODEL);
            }
        },
        /** Whether its line comes at once or in pieces. */
        FRAME_OF_VENDOR(32_768, 502) {
            @Override
            RawAnswer ask(Asking asking, int amount) {
                byte[] line = ScriptedVendor.utf8("data: " + FRAME + " ".repeat(amount - FRAME.length()) + "\n\n");
                RawAnswer atOnce = stream(asking, line);
                RawAnswer inPieces = stream(asking, Arrays.copyOf(line, 20_000),
                        Arrays.copyOfRange(line, 20_000, line.length));
                assertThat(inPieces.status()).isEqualTo(atOnce.status());
                return inPieces;
            }
        };

        private final int most;
        private final int status;

        Limit(int most, int status) {
            this.most = most;
            this.status = status;
        }

        abstract RawAnswer ask(Asking asking, int amount);

        private static String with(Asking asking, String name, String value) {
            return asking.body(MODEL).replaceFirst("\\{", "{\"" + name + "\":" + value + ",");
        }

        private static RawAnswer stream(Asking asking, byte[]... pieces) {
            VENDOR.play(peer -> {
                peer.send(ScriptedVendor.streamHead());
                for (byte[] piece : pieces) {
                    peer.send(ScriptedVendor.chunk(piece));
                }
                peer.send(ScriptedVendor.lastChunk());
            });
            return running.post(asking.streamPath(MODEL), asking.streamBody(MODEL));
        }
    }

    @BeforeAll
    static void start() {
        running = Running.before(VENDOR, with(Keys.SERVER_HEAD_FIELDS, "20"), with(Keys.SERVER_LINE_LIMIT, "1KiB"),
                with(Keys.SERVER_HEAD_LIMIT, "4KiB"),
                with(Keys.SERVER_BODY_LIMIT, "4KiB"), with(Keys.UPSTREAM_ANSWER_LIMIT, "64KiB"),
                with(Keys.UPSTREAM_FRAME_LIMIT, "32KiB"), with(Keys.UPSTREAM_ATTEMPTS, "1"),
                with(Keys.BREAKER_RESULTS, "0"));
    }

    @AfterAll
    static void stop() {
        running.close();
        VENDOR.close();
    }

    static Stream<Arguments> edges() {
        return Stream.of(Limit.values()).flatMap(limit -> Stream.of(Asking.values())
                .flatMap(asking -> Stream.of(-1, 0, 1).map(more -> Arguments.of(limit, asking, more))));
    }

    @ParameterizedTest
    @MethodSource("edges")
    void aLimitIsReachedByOneMoreThanItSays(Limit limit, Asking asking, int more) {
        VENDOR.play(peer -> peer.send(ScriptedVendor.whole("200 OK", "application/json", ANSWER)));
        RawAnswer answer = limit.ask(asking, limit.most + more);
        if (more <= 0) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("Well");
        } else if (limit == Limit.LINE || limit == Limit.HEAD) {
            assertThat(answer.status()).isEqualTo(limit.status); // nobody knows yet whose words it would want
        } else {
            asking.assertRefusal(answer, limit.status);
        }
    }

    /** Of requests in work and of connections there are as many as there may be when one more comes. */
    @ParameterizedTest
    @EnumSource
    void soItIsOfWhatThereMayBeAtOneTime(Asking asking) throws InterruptedException {
        var goOn = new CountDownLatch(1);
        VENDOR.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(Speech.GEMINI.stream("Well"))));
            try {
                assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            peer.send(ScriptedVendor.lastChunk());
        });
        try (Running small = Running.before(VENDOR, with(Keys.SERVER_REQUESTS, Integer.toString(AT_ONCE)),
                with(Keys.SERVER_CONNECTIONS, Integer.toString(AT_ONCE + 2)))) {
            List<RawClient> open = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                RawClient client = small.client();
                assertThat(client.post(asking.streamPath(MODEL), asking.streamBody(MODEL)).firstChunk())
                        .contains("Well");
                open.add(client);
            }
            RawClient excess = small.client();
            open.add(excess);
            RawAnswer refused = excess.post(asking.path(MODEL), asking.body(MODEL)).answer();
            asking.assertRefusal(refused, asking == Asking.ANTHROPIC ? 529 : 503);
            assertThat(refused.header("retry-after")).contains("1");
            open.add(small.client());
            assertThat(open.getLast().send("GET", "/health").answer().status()).isEqualTo(200);
            assertThat(small.isServing()).as("a connection too many").isFalse();
            goOn.countDown();
            open.forEach(RawClient::close);
        }
    }
}
