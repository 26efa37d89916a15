package dev.pollux.road;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Hears every line that is logged and every answer of every gateway in the whole suite, and fails the class of tests in
 * which one held a secret: a key or a token of any test that ran so far.
 *
 * <p>JUnit finds it by itself. {@link Running} tells it the secrets of its settings and, in the end, its figures and its
 * detailed log; {@link RawClient} what it read, and {@link Tap} what the libraries of the vendors read.
 */
public final class Canaries implements BeforeAllCallback, AfterAllCallback {
    /** Shorter ones stand in other words too. */
    private static final int SHORTEST = 8;
    private static final Set<String> FORMS = ConcurrentHashMap.newKeySet();
    private static final Set<String> LEAKS = ConcurrentHashMap.newKeySet();

    /** Resets of the log's settings take all appenders away but this one. */
    private static final class Ear extends AppenderBase<ILoggingEvent> implements LoggerContextListener {
        @Override
        protected void append(ILoggingEvent event) {
            String thrown = event.getThrowableProxy() == null
                    ? ""
                    : ThrowableProxyUtil.asString(event.getThrowableProxy());
            heard("the log", event.getFormattedMessage() + thrown);
        }

        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext context) {
            start();
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(this);
        }

        @Override
        public void onStart(LoggerContext context) {
            // only what a reset takes away must be put back
        }

        @Override
        public void onStop(LoggerContext context) {
            // the end of the program
        }

        @Override
        public void onLevelChange(Logger logger, Level level) {
            // hears whatever is logged
        }
    }

    /** Lets nobody see a secret from now on. @return the secret */
    public static String secret(String secret) {
        if (secret.length() >= SHORTEST) {
            FORMS.addAll(forms(secret));
        }
        return secret;
    }

    /** How a secret may look on its way out: as it is, in an address, in Basic credentials, in JSON. */
    static List<String> forms(String secret) {
        return Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)),
                secret.replace("/", "\\/")).distinct().toList();
    }

    /** What came out of the gateway. */
    static void heard(String where, String text) {
        FORMS.stream().filter(text::contains).forEach(form -> LEAKS.add(where + " shows " + form + ": " + text));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var log = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (log.getCopyOfListenerList().stream().noneMatch(Ear.class::isInstance)) {
            var ear = new Ear();
            ear.setContext(log);
            ear.onReset(log);
            log.addListener(ear);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        tell();
    }

    /** @throws AssertionError once for each secret that has come out */
    static void tell() {
        List<String> leaks = List.copyOf(LEAKS);
        LEAKS.clear();
        if (!leaks.isEmpty()) {
            throw new AssertionError("secrets came out: " + leaks);
        }
    }
}
