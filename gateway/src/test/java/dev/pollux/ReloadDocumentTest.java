package dev.pollux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The page on reloading names exactly the settings that wait for the next start. */
class ReloadDocumentTest {
    private static final Pattern KEY = Pattern.compile("`([a-z0-9.-]+)`");

    @Test
    void thePageNamesWhatWaits() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reload.md"));
        String section = page.substring(page.indexOf("## What counts at the next start"));
        assertThat(KEY.matcher(section).results().map((MatchResult key) -> key.group(1)))
                .containsExactlyInAnyOrderElementsOf(Change.FIXED);
    }
}
