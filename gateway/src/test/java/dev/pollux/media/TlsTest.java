package dev.pollux.media;

import static dev.pollux.media.FileServer.PNG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pollux.model.FailureException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

class TlsTest extends MediaTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @TempDir
    private Path folder;

    /** A key and a certificate for {@code files.test}, which is its own authority. */
    private PfxOptions identity() throws IOException, InterruptedException {
        Path store = folder.resolve("store.p12");
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int exit = new ProcessBuilder(tool, "-genkeypair", "-alias", "one", "-keyalg", "EC", "-dname", "CN=files.test",
                "-ext", "san=dns:files.test", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass",
                "secret").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        assertThat(exit).isZero();
        assertThat(Files.exists(store)).isTrue();
        return new PfxOptions().setPath(store.toString()).setPassword("secret");
    }

    @Test
    void theNameIsProvenAlthoughTheConnectionGoesToAnAddress() throws Exception {
        PfxOptions identity = identity();
        var shown = new CopyOnWriteArrayList<String>();
        HttpServer server = vertx().createHttpServer(new HttpServerOptions().setSsl(true).setSni(true)
                .setKeyCertOptions(identity)).requestHandler(request -> {
                    shown.add(request.connection().indicatedServerName());
                    request.response().putHeader("Content-Type", "image/png").end(Buffer.buffer(PNG));
                }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get();
        String port = ":" + server.actualPort() + "/";

        UnaryOperator<HttpClientOptions> trusting = options -> options.setTrustOptions(identity);
        assertThat(fetched("https://files.test" + port, server.actualPort(), trusting)).isTrue();
        assertThat(fetched("https://other.test" + port, server.actualPort(), trusting)).isFalse();
        assertThat(fetched("https://files.test" + port, server.actualPort(), options -> options)).isFalse();
        assertThat(shown).containsExactly("files.test");
    }

    private static boolean fetched(String url, int port, UnaryOperator<HttpClientOptions> trust) {
        var config = new FetchConfig(true, false, 1_000, 1_000, Duration.ofSeconds(20), 0, 1, 1,
                FetchConfig.DEFAULT.contentTypes(), Set.of(port));
        var guard = new AddressGuard(Set.of(new InetSocketAddress(LOOPBACK, port)));
        try (var media = new RemoteMedia(vertx(), config, guard, _ -> List.of(LOOPBACK), trust)) {
            return catchThrowableOfType(FailureException.class, () -> inline(media, picture(url))) == null;
        }
    }
}
