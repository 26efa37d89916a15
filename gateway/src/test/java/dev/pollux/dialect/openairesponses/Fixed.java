package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.Inquiry;
import dev.pollux.json.Json;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** The dialect where time stands still and ids are counted. */
final class Fixed {
    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);

    private Fixed() {}

    static OpenAiResponses dialect() {
        var count = new AtomicInteger();
        return new OpenAiResponses(InstantSource.fixed(NOW), () -> Integer.toString(count.incrementAndGet()));
    }

    static Request request(String body) {
        return dialect().readRequest(Inquiry.of(Json.object(body)));
    }

    /** What goes to a vendor. */
    static ObjectNode written(Request request, Losses losses) {
        return Json.object(dialect().writeRequest(request, ModelFacts.unknown(request.model()), losses).body());
    }
}
