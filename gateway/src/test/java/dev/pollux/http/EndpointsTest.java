package dev.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Dialects;
import dev.pollux.http.EndpointsDocument.Way;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;

class EndpointsTest {

    @Test
    void theDocumentHasARowForEachRowOfTheTableAndNoOther() {
        var dialects = Dialects.create(InstantSource.fixed(Instant.EPOCH), () -> "id");
        assertThat(new Endpoints(dialects).rows())
                .map(row -> new Way(row.method(), row.path(), row.dialect().map(Dialect::name).orElse("by caller")))
                .containsExactlyInAnyOrderElementsOf(EndpointsDocument.ways());
    }
}
