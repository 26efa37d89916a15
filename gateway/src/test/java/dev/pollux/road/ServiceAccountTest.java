package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.account.ServiceAccount;
import dev.pollux.json.Json;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Vertex AI by service account, with a token service of our own. */
class ServiceAccountTest {
    private static final String ANSWER = "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hi\"}]},\"finishReason\":\"STOP\"}]}";
    private static final String QUESTION = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";

    private final AtomicInteger made = new AtomicInteger();
    private final ScriptedVendor tokens = ScriptedVendor.start(peer -> peer.send(ScriptedVendor.whole("200 OK",
            "application/json", token(made.incrementAndGet()))));
    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> InstantSource.system().instant().plus(passed.get());
    private KeyPair pair;
    private Path file;

    @BeforeEach
    void writeTheKeyFile(@TempDir Path folder) throws GeneralSecurityException, IOException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        file = Files.writeString(folder.resolve("account.json"), Json.text(Json.object().put("type", "service_account")
                .put("project_id", "p-1").put("private_key_id", "k").put("private_key", pem)
                .put("client_email", "pollux@p-1.iam.gserviceaccount.com").put("client_id", "1")
                .put("token_uri", tokens.base() + "/token")));
    }

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    void vertexIsShownTheTokenThatItsKeySigned() throws IOException, GeneralSecurityException {
        try (ScriptedVendor vertex = ScriptedVendor.saying(ScriptedVendor.whole("200 OK", "application/json", ANSWER));
                Running gateway = Running.configured(
                        "upstreams: {google: {credentials: '%s', base-url: '%s', location: europe-west4}}"
                                .formatted(file, vertex.base()))) {
            for (int i = 0; i < 2; i++) {
                RawAnswer answer = gateway.post("/v1beta/models/gemini-2.5-flash:generateContent", QUESTION);
                assertThat(answer.status()).isEqualTo(200);
            }
            assertThat(vertex.requests()).hasSize(2)
                    .allSatisfy(request -> assertThat(request)
                            .startsWith("POST /v1/projects/p-1/locations/europe-west4/publishers/google/models/"
                                    + "gemini-2.5-flash:generateContent ")
                            .containsIgnoringCase("authorization: Bearer token-1\r\n")
                            .doesNotContainIgnoringCase("x-goog-api-key"));
        }
        assertThat(tokens.requests()).hasSize(1);
        String[] jwt = tokens.requests().getFirst().replaceAll("(?s).*assertion=([^&\\s]+).*", "$1").split("\\.", -1);
        var check = Signature.getInstance("SHA256withRSA");
        check.initVerify(pair.getPublic());
        check.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.UTF_8));
        assertThat(check.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
        assertThat(new String(Base64.getUrlDecoder().decode(jwt[1]), StandardCharsets.UTF_8))
                .contains("cloud-platform", "pollux@p-1.iam.gserviceaccount.com");
    }

    @Test
    void tokensComeByTheProxyOfTheirServiceAndWithItsCertificates(@TempDir Path folder) throws Exception {
        var authority = new Authority();
        var seen = new CopyOnWriteArrayList<Optional<String>>();
        try (FarVendor google = new FarVendor(FarVendor.Manner.TLS, authority, request -> {
            seen.add(Optional.ofNullable(request.getHeader("proxy-authorization")));
            request.response().putHeader("content-type", "application/json").end(token(1));
        });
                ScriptedVendor vertex = ScriptedVendor
                        .saying(ScriptedVendor.whole("200 OK", "application/json", ANSWER));
                HttpProxy proxy = new HttpProxy("ann:pass@word")) {
            String token = "https://vendor.test:" + google.port() + "/token";
            Files.writeString(file, Files.readString(file).replace(tokens.base() + "/token", token));
            try (Running gateway = Running.configured("""
                    models: {refresh: 0s}
                    upstreams:
                      google:
                        credentials: '%s'
                        base-url: 'http://vertex.test:%d'
                        proxy: 'http://ann:pass%%40word@127.0.0.1:%d'
                        ca-file: '%s'
                    """.formatted(file, vertex.base().getPort(), proxy.port(), authority.file(folder)))) {
                RawAnswer answer = gateway.post("/v1beta/models/gemini-2.5-flash:generateContent", QUESTION);
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            }
            assertThat(proxy.asked()).first().isEqualTo("CONNECT vendor.test:" + google.port());
            assertThat(seen).as("the proxy's login goes no further").containsExactly(Optional.empty());
        }
    }

    @Test
    void aTokenIsRenewedInTheBackgroundBeforeItsEnd() {
        ServiceAccount account = ServiceAccount.of(file, clock);
        assertThat(account.get().reveal()).isEqualTo("token-1");
        passed.set(Duration.ofMinutes(54));
        assertThat(account.get().reveal()).isEqualTo("token-1");
        assertThat(made).hasValue(1);
        passed.set(Duration.ofMinutes(56));
        assertThat(account.get().reveal()).startsWith("token-"); // the old one, as long as the new one is on its way
        passed.set(Duration.ofMinutes(61));
        assertThat(account.get().reveal()).isEqualTo("token-2");
        assertThat(made).hasValue(2);
    }

    @Test
    void anAccountThatIsRefusedIsAskedAgainAfterAPause() {
        tokens.play(peer -> peer.send(ScriptedVendor.whole("400 Bad Request", "application/json",
                "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}")));
        ServiceAccount account = ServiceAccount.of(file, clock);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(account::get).isInstanceOfSatisfying(FailureException.class,
                    e -> assertThat(e.failure().kind()).isEqualTo(Failure.Kind.KEY_REFUSED));
        }
        assertThat(tokens.requests()).hasSize(1);
        tokens.play(peer -> peer.send(ScriptedVendor.whole("200 OK", "application/json",
                token(9))));
        passed.set(Duration.ofSeconds(11));
        assertThat(account.get().reveal()).isEqualTo("token-9");
    }

    @Test
    void projectAndLocationMakeTheAddress() {
        ServiceAccount account = ServiceAccount.of(file, clock);
        assertThat(account.address(Optional.empty(), Optional.empty(), "global")).hasToString(
                "https://aiplatform.googleapis.com/v1/projects/p-1/locations/global/publishers/google");
        assertThat(account.address(Optional.empty(), Optional.of("p-2"), "europe-west4")).hasToString(
                "https://europe-west4-aiplatform.googleapis.com/v1/projects/p-2/locations/europe-west4/publishers/google");
        URI whole = URI.create("https://example.org/v1/publishers/google");
        assertThat(account.address(Optional.of(whole), Optional.empty(), "global")).isEqualTo(whole);
    }

    @Test
    void anotherFileIsNone() throws IOException {
        Files.writeString(file, "{\"type\":\"authorized_user\"}");
        assertThatThrownBy(() -> ServiceAccount.of(file, clock)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no key file of a service account");
    }

    /** Each lasts an hour longer than the one before it. */
    private static String token(int number) {
        return "{\"access_token\":\"token-" + number + "\",\"expires_in\":" + 3_600 * number
                + ",\"token_type\":\"Bearer\"}";
    }
}
