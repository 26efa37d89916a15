package dev.pollux.grid;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;

import java.net.URI;
import java.util.Map;

/** The official libraries, one for each dialect of a client. */
enum Library {
    OPENAI("OpenAI chat", "model_not_found", "invalid_value") {
        @Override
        Client connect(URI server, Map<String, String> headers) {
            return new ChatClient(openAi(server, headers));
        }
    },
    RESPONSES("OpenAI Responses", "model_not_found", "invalid_value") {
        @Override
        Client connect(URI server, Map<String, String> headers) {
            return new ResponsesClient(openAi(server, headers));
        }
    },
    GEMINI("Gemini", "NOT_FOUND", "INVALID_ARGUMENT") {
        @Override
        Client connect(URI server, Map<String, String> headers) {
            return new GeminiClient(com.google.genai.Client.builder().apiKey("a-key").httpOptions(
                    HttpOptions.builder().baseUrl(server.toString()).headers(headers)
                            .retryOptions(HttpRetryOptions.builder().attempts(1).build()).build())
                    .build());
        }
    },
    ANTHROPIC("Anthropic", "not_found_error", "invalid_request_error") {
        @Override
        Client connect(URI server, Map<String, String> headers) {
            var client = AnthropicOkHttpClient.builder().apiKey("a-key").maxRetries(0).responseValidation(true)
                    .baseUrl(server.toString());
            headers.forEach(client::putHeader);
            return new AnthropicClient(client.build());
        }
    };

    private final String title;
    private final String notFound;
    private final String refused;

    Library(String title, String notFound, String refused) {
        this.title = title;
        this.notFound = notFound;
        this.refused = refused;
    }

    /** A program with this library, which knows of the server only its address. */
    abstract Client connect(URI server, Map<String, String> headers);

    private static OpenAIClient openAi(URI server, Map<String, String> headers) {
        var client = OpenAIOkHttpClient.builder().apiKey("a-key").maxRetries(0).responseValidation(true)
                .baseUrl(server + "/v1");
        headers.forEach(client::putHeader);
        return client.build();
    }

    String title() {
        return title;
    }

    /** The type of a refusal because there is no such model. */
    String notFound() {
        return notFound;
    }

    /** The type of a refusal because of what was asked. */
    String refused() {
        return refused;
    }

    boolean isSpokenBy(Behind behind) {
        return name().equals(behind.name());
    }
}
