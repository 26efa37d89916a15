package dev.pollux.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pollux.model.Block;
import dev.pollux.model.Block.Media.Kind;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import dev.pollux.model.Tools;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What tests of remote files share: a server that may be reached, and names that lead where a test wants. */
@Timeout(30)
abstract class MediaTest {
    private static Vertx vertx = Vertx.vertx();

    final FileServer server = FileServer.start("127.0.0.1", 0);
    final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>(
            Map.of("files.test", List.of(InetAddress.ofLiteral("127.0.0.1"))));

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void leave() {
        vertx.close();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Vertx vertx() {
        return vertx;
    }

    FetchConfig bounds(long maxBytes, Duration timeout) {
        return new FetchConfig(true, false, maxBytes, 2 * maxBytes, timeout, 2, 4, 8,
                FetchConfig.DEFAULT.contentTypes(),
                Set.of(80, 443, server.port()));
    }

    FetchConfig usual() {
        return bounds(1_000, Duration.ofSeconds(20));
    }

    RemoteMedia media(FetchConfig config) {
        return new RemoteMedia(vertx, config, new AddressGuard(Set.of(server.address())),
                host -> names.getOrDefault(host, List.of()), options -> options);
    }

    /** An address on the server. */
    String at(String path) {
        return "http://files.test:" + server.port() + path;
    }

    static Request request(Block... blocks) {
        return new Request("m", List.of(new Message(Message.Role.USER, Arrays.asList(blocks))), Tools.NONE,
                Settings.DEFAULT, Output.DEFAULT, Thinking.DEFAULT, Service.DEFAULT,
                new Request.Delivery(false, false, Request.Framing.EVENTS), Extras.NONE);
    }

    static Block.Media link(Kind kind, String url) {
        return new Block.Media(kind, new Block.Source.Link(url), Optional.empty(), Optional.empty(), Optional.empty(),
                Marks.NONE);
    }

    static Request inline(RemoteMedia media, Request request) {
        return inline(media, request, _ -> false);
    }

    static Request inline(RemoteMedia media, Request request, Predicate<Block.Media> fetched) {
        return media.inline(request, fetched, () -> _ -> {});
    }

    static Request picture(String url) {
        return request(link(Kind.IMAGE, url));
    }

    /** The rule that a request breaks. */
    String refusal(FetchConfig config, Request request) {
        try (RemoteMedia media = media(config)) {
            Failure failure = catchThrowableOfType(FailureException.class, () -> inline(media, request)).failure();
            assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
            assertThat(failure.status()).isEqualTo(400);
            assertThat(failure.param()).contains("messages");
            assertThat(failure.code()).contains("invalid_image_url");
            return failure.message();
        }
    }
}
