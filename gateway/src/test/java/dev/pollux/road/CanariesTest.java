package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** That who watches is awake. */
class CanariesTest {
    private static final String SECRET = Canaries.secret("a-canary/that+sings");

    @Test
    void aSecretInTheLogIsHeard() {
        try (LogLines _ = LogLines.at("info")) {
            LoggerFactory.getLogger(CanariesTest.class).info("the key is {}", SECRET);
        }
        assertThat(sung()).contains("the log shows").contains(SECRET);
        assertThat(sung()).as("told once").isEmpty();
    }

    @Test
    void aSecretInAnAnswerIsHeard() {
        try (ScriptedVendor vendor = ScriptedVendor
                .saying(ScriptedVendor.whole("200 OK", "text/plain", "?key=a-canary%2Fthat%2Bsings"))) {
            try (RawClient client = RawClient.connect(vendor.base().getPort())) {
                client.post("/any", "{}").answer();
            }
        }
        assertThat(sung()).contains("an answer shows");
    }

    @Test
    void aSecretThatALibraryReadsIsHeard() throws IOException, InterruptedException {
        try (Running running = Running.start(); HttpClient library = HttpClient.newHttpClient()) {
            library.send(HttpRequest.newBuilder(URI.create(running.base() + "/v1/chat/completions"))
                    .POST(BodyPublishers.ofString(Asking.OPENAI.body("gemini-2.5-flash").replace("Hi", SECRET)))
                    .build(), BodyHandlers.ofString());
        }
        assertThat(sung()).contains("the wire shows");
    }

    @Test
    void aSecretInTheDetailedLogIsHeard(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("detail.log");
        Running.start(Running.with(Keys.LOG_DETAIL_FILE, file.toString())).close();
        assertThat(sung()).isEmpty();
        Running running = Running.start(Running.with(Keys.LOG_DETAIL_FILE, file.toString()));
        Files.writeString(file, SECRET);
        running.close();
        assertThat(sung()).contains("the detailed log shows");
    }

    private static String sung() {
        Throwable told = catchThrowable(Canaries::tell);
        return told == null ? "" : String.valueOf(told.getMessage());
    }
}
