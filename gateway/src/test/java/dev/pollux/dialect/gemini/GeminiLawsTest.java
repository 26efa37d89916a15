package dev.pollux.dialect.gemini;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.DialectLaws;
import dev.pollux.dialect.Inquiry;
import dev.pollux.model.Request;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

class GeminiLawsTest extends DialectLaws {

    @Override
    protected Dialect dialect() {
        return new Gemini(() -> "x1");
    }

    @Override
    protected Inquiry inquiry(ObjectNode body) {
        return new Inquiry(Optional.of("gemini-3.8-flash"), false, Request.Framing.EVENTS, body);
    }
}
