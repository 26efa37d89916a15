package dev.pollux.sidecalls;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.pollux.AnyVendor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;

/** The vendors' own clients, none of which tries again, and a bare one. */
final class Clients {
    private static final HttpClient BARE = HttpClient.newHttpClient();

    private Clients() {}

    /** A client that can be closed without being closeable itself. */
    record Open<C>(C client, Consumer<C> closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.accept(client);
        }
    }

    static Open<OpenAIClient> openAi(AnyVendor gateway) {
        return new Open<>(OpenAIOkHttpClient.builder().apiKey("sk-none").maxRetries(0).responseValidation(true)
                .baseUrl(gateway.address() + "/v1").build(), OpenAIClient::close);
    }

    static Open<AnthropicClient> anthropic(AnyVendor gateway) {
        return new Open<>(AnthropicOkHttpClient.builder().apiKey("none").maxRetries(0).responseValidation(true)
                .baseUrl(gateway.address()).build(), AnthropicClient::close);
    }

    static Client gemini(AnyVendor gateway) {
        return Client.builder().apiKey("none")
                .httpOptions(HttpOptions.builder().baseUrl(gateway.address()).build()).build();
    }

    static HttpResponse<String> post(AnyVendor gateway, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(gateway.address() + path))
                .header("content-type", "application/json").POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return BARE.send(request.build(), BodyHandlers.ofString());
    }
}
