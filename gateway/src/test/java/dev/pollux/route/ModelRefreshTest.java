package dev.pollux.route;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pollux.model.ModelCard;
import dev.pollux.model.ModelCard.Ability;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

class ModelRefreshTest {
    private static final List<ModelCard> LIST = List.of(new ModelCard("fresh", Optional.empty(), "google", 0,
            OptionalLong.empty(), OptionalInt.empty(), Set.of(Ability.CHAT)));

    private final Logger logger = (Logger) LoggerFactory.getLogger(ModelRefresh.class);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Catalogue catalogue = Catalogue.load(Optional.empty(), new Catalogue.Options(false, true),
            InstantSource.system());

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
    }

    @Test
    void aTroubleIsToldWhenItBeginsChangesAndEnds() {
        String[] trouble = {"down"};
        try (ModelRefresh refresh = ModelRefresh.idle(catalogue, () -> {
            if (!trouble[0].isEmpty()) {
                throw new IllegalStateException(trouble[0]);
            }
            return LIST;
        })) {
            refresh.once();
            refresh.once();
            trouble[0] = "refused";
            refresh.once();
            trouble[0] = "";
            refresh.once();
            refresh.once();
            trouble[0] = "refused";
            refresh.once();
        }
        assertThat(log.list).extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .hasSize(4)
                .satisfiesExactly(one -> assertThat(one).startsWith("WARN").endsWith("down"),
                        one -> assertThat(one).startsWith("WARN").endsWith("refused"),
                        one -> assertThat(one).startsWith("INFO").endsWith("1 models"),
                        one -> assertThat(one).startsWith("WARN").endsWith("refused"));
        assertThat(catalogue.card("fresh")).describedAs("the last list counts").isPresent();
    }

    @Test
    @Timeout(20)
    void theFirstQuestionIsAskedAtOnceAndAgainAfterEachInterval() throws InterruptedException {
        var asked = new CountDownLatch(3);
        try (ModelRefresh _ = ModelRefresh.start(catalogue, "gemini", () -> {
            asked.countDown();
            return LIST;
        }, Duration.ofMillis(1))) {
            asked.await();
        }
        assertThat(catalogue.card("fresh")).isPresent();
    }

    @Test
    @Timeout(20)
    void closingEndsAQuestionThatIsOpen() throws InterruptedException {
        var asking = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        try (ModelRefresh _ = ModelRefresh.start(catalogue, "gemini", () -> {
            asking.countDown();
            try {
                new CountDownLatch(1).await();
                return LIST;
            } catch (InterruptedException e) {
                ended.countDown();
                throw new IllegalStateException(e);
            }
        }, Duration.ofHours(1))) {
            asking.await();
        }
        ended.await();
        assertThat(log.list).isEmpty();
    }
}
