package dev.pollux.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pollux.model.ModelCard;
import dev.pollux.model.ModelFacts.ThinkingControl;
import dev.pollux.model.ModelFacts.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

class OverridesTest {
    @TempDir
    private Path folder;

    private Catalogue with(String overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.json"), overrides);
        return Catalogue.load(Optional.of(file), new Catalogue.Options(false, true),
                InstantSource.fixed(Instant.parse("2026-11-21T00:00:00Z")));
    }

    @Test
    void aNewModelTakesFromItsLineWhatItDoesNotSay() throws IOException {
        Catalogue catalogue = with("""
                {"defaultModel": "gemini-3.9-flash", "models": {"gemini-3.9-flash": {"title": "Mine"},
                 "deep": {"aliases": ["r1"], "inputTokens": 9, "thinking": {"budget": {"least": 1, "most": 2}}}}}""");
        assertThat(catalogue.defaultModel()).isEqualTo("gemini-3.9-flash");
        assertThat(catalogue.resolve("gemini-3.9-flash").facts().has(Trait.SIGNED_CALLS)).isTrue();
        assertThat(catalogue.resolve("r1").facts().id()).isEqualTo("deep");
        assertThat(catalogue.resolve("r1").facts().thinking()).isEqualTo(new ThinkingControl.Budget(1, 2, false));
        assertThat(catalogue.card("deep").orElseThrow().owner()).isEqualTo("unknown");
    }

    @Test
    void aFieldOfAKnownModelIsReplacedAndTheOthersStay() throws IOException {
        Catalogue catalogue = with("""
                {"models": {"gemini-1.5-pro": {"retires": {"successor": "gemini-4-argon"}},
                 "gemini-2.5-pro": {"thinking": "never", "retires": null}}}""");
        assertThat(catalogue.resolve("gemini-1.5-pro").facts().id()).isEqualTo("gemini-4-argon");
        assertThat(catalogue.card("gemini-1.5-pro").orElseThrow().title()).contains("Gemini 1.5 Pro");
        assertThat(catalogue.resolve("gemini-2.5-pro").facts().thinking()).isEqualTo(new ThinkingControl.Never());
    }

    @Test
    void nullTakesAModelOrALineAway() throws IOException {
        Catalogue catalogue = with("{\"models\": {\"gemma-4-31b-it\": null}, \"lines\": {\"gemma-*\": null}}");
        assertThat(catalogue.cards()).extracting(ModelCard::id).doesNotContain("gemma-4-31b-it");
        assertThat(catalogue.resolve("gemma-4-31b-it").facts().thinking()).isEqualTo(new ThinkingControl.Unknown());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                                         |                              | not valid JSON
            []                                                        |                              | JSON object
            {"model": {}}                                             | model                        | no such field
            {"models": []}                                            | models                       | expected an object
            {"models": {"x": 1}}                                      | models["x"]                  | must be an object
            {"models": {"x": {"titel": "X"}}}                         | models["x"].titel            | no such field
            {"models": {"x": {"inputTokens": "many"}}}                | models["x"].inputTokens      | expected an integer
            {"models": {"x": {"inputTokens": -1}}}                    | models["x"]                  | or more
            {"models": {"x": {"traits": ["loud"]}}}                   | models["x"].traits           | fixed_sampling
            {"models": {"x": {"thinking": "always"}}}                 | models["x"].thinking         | never
            {"models": {"x": {"thinking": {}}}}                       | models["x"].thinking         | levels
            {"models": {"x": {"thinking": {"budget": {"least": 1}}}}} | models["x"].thinking.budget.most | Missing
            {"models": {"x": {"thinking": {"budget": {"least": 9, "most": 1}}}}} | models["x"].thinking.budget | least
            {"models": {"x": {"created": "yesterday"}}}               | models["x"].created          | 2026-12-01
            {"models": {"x": {"retires": {"successor": "y"}}}}        | models["x"].retires.successor | no model 'y'
            {"models": {"x": {"retires": {"successor": "x"}}}}        | models["x"].retires.successor | lead back
            {"models": {"x": {"retires": {"when": "2026-01-01"}}}}    | models["x"].retires.when     | no such field
            {"models": {"x": {"aliases": ["gemini-3.8-flash"]}}}      | models["x"].aliases          | another model
            {"models": {"": {}}}                                      | models[""]                   | name of a model
            {"lines": {"a*b": {}}}                                    | lines["a*b"]                 | ends with
            {"defaultModel": "nobody"}                                | defaultModel                 | no model 'nobody'
            """)
    void whatIsWrongIsNamedByFilePlaceAndReason(String overrides, String place, String reason) {
        CatalogueException wrong = catchThrowableOfType(CatalogueException.class, () -> with(overrides));
        assertThat(wrong.file()).endsWith("mine.json");
        assertThat(wrong.place()).isEqualTo(place == null ? "" : place);
        assertThat(wrong.reason()).contains(reason);
        assertThat(wrong).hasMessageContaining(wrong.file()).hasMessageContaining(reason);
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        var options = new Catalogue.Options(false, true);
        Path nowhere = folder.resolve("nowhere.json");
        assertThat(catchThrowableOfType(CatalogueException.class,
                () -> Catalogue.load(Optional.of(nowhere), options, InstantSource.system())))
                .hasMessageContaining("nowhere.json").hasMessageContaining("no such file");
    }
}
