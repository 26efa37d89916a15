package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.pollux.Gateway;
import dev.pollux.config.Keys;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** All event loops stand still, as if they waited for locks: exchanges go on elsewhere all the same. */
class StandStillTest {
    private static final String MODEL = "gemini-2.5-flash";
    private static final String STANDS_STILL = "An event loop stands still";

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final LogLines log = LogLines.at("info");
    private final Vertx vertx = Gateway.vertx();
    private final ScriptedVendor vendor = ScriptedVendor.start(peer -> {
        ((VertxInternal) vertx).nettyEventLoopGroup().forEach(loop -> loop.execute(this::standStill));
        peer.awaitClose();
    });
    private Running running;

    @BeforeEach
    void start() {
        running = Running.on(vertx, vendor, Running.with(Keys.UPSTREAM_FIRST_BYTE_TIMEOUT, "2s"));
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        running.close();
        vendor.close();
        log.close();
    }

    @Test
    void anExchangeEndsInTimeAllTheSame() throws InterruptedException {
        assertEnds();
    }

    @Test
    void aMistakeInTheRescueIsNotTheEndOfIt() throws InterruptedException {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).addTurboFilter(new Mistake());
        assertEnds();
        assertThat(log.lines()).anyMatch(line -> line.startsWith("ERROR") && line.contains("of ours"));
    }

    private void assertEnds() throws InterruptedException {
        try (RawClient client = running.client()) {
            client.post(Asking.OPENAI.path(MODEL), Asking.OPENAI.body(MODEL));
            log.await(line -> line.startsWith("WARN") && line.contains(STANDS_STILL));
            log.await(line -> line.contains("POST /v1/chat/completions 504 "));
            goOn.countDown(); // for none of its answer can have left
            assertThat(client.answer().status()).isEqualTo(504);
        }
    }

    private void standStill() {
        try {
            goOn.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Made once, where the rescue tells of itself. */
    private static final class Mistake extends TurboFilter {
        private final AtomicBoolean made = new AtomicBoolean();

        @Override
        public FilterReply decide(Marker marker, Logger logger, Level level, @Nullable String format, Object[] params,
                Throwable thrown) {
            if (format != null && format.startsWith(STANDS_STILL) && made.compareAndSet(false, true)) {
                throw new IllegalStateException("of ours");
            }
            return FilterReply.NEUTRAL;
        }
    }
}
