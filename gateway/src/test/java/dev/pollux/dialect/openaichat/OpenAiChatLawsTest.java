package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.DialectLaws;

import java.time.Instant;
import java.time.InstantSource;

class OpenAiChatLawsTest extends DialectLaws {
    @Override
    protected Dialect dialect() {
        return new OpenAiChat(InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000)), () -> "fresh");
    }
}
