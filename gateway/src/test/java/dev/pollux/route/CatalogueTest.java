package dev.pollux.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.ModelCard;
import dev.pollux.model.ModelCard.Ability;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.ThinkingControl;
import dev.pollux.model.ModelFacts.Trait;
import dev.pollux.model.Thinking.Effort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

class CatalogueTest {
    private static final Instant NOVEMBER = Instant.parse("2026-11-21T09:00:00Z");
    private static final List<String> EIGHT = List.of("gemini-2.5-flash", "gemini-2.5-pro",
            "gemini-2.5-flash-lite-preview-06-17", "gemini-2.0-flash", "gemini-2.0-flash-lite", "gemini-1.5-pro",
            "gemini-1.5-flash", "gemini-1.5-flash-8b");

    private static Catalogue at(Instant now, boolean strict, boolean successors) {
        return Catalogue.load(Optional.empty(), new Catalogue.Options(strict, successors), InstantSource.fixed(now));
    }

    private static Catalogue usual() {
        return at(NOVEMBER, false, true);
    }

    private static ModelCard upstream(String id) {
        return new ModelCard(id, Optional.empty(), "google", 0, OptionalLong.of(7_000), OptionalInt.of(700),
                Set.of(Ability.CHAT));
    }

    @ParameterizedTest
    @CsvSource({"gemini-3.8-flash,gemini-3.8-flash,false", "models/gemini-3.8-flash,gemini-3.8-flash,false",
            "google/gemini-3.8-flash,gemini-3.8-flash,false", "gemini-flash-latest,gemini-3.8-flash,false",
            "gemini-pro-latest,gemini-3.1-pro-preview,false", "nano-banana-pro-preview,gemini-3-pro-image,false",
            "gemini-2.5-flash,gemini-2.5-flash,false", "gemini-2.5-pro,gemini-2.5-pro,false",
            "gemini-2.5-flash-lite-preview-06-17,gemini-2.5-flash-lite,true",
            "gemini-2.0-flash,gemini-3.5-flash-lite,true", "models/gemini-2.0-flash-001,gemini-3.5-flash-lite,true",
            "gemini-2.0-flash-lite,gemini-3.1-flash-lite,true", "gemini-1.5-pro,gemini-3.8-flash,true",
            "gemini-1.5-pro-latest,gemini-3.8-flash,true", "gemini-1.5-flash,gemini-3.5-flash-lite,true",
            "gemini-1.5-flash-8b,gemini-3.1-flash-lite,true", "gemini-2.0-flash-exp,gemini-3.1-flash-image,true",
            "text-embedding-004,text-embedding-004,false", "Gemini-3.8-Flash,Gemini-3.8-Flash,false",
            "kimi-k3,kimi-k3,false", "tunedModels/mine-1,tunedModels/mine-1,false"})
    void aNameLeadsToTheModelThatAnswers(String asked, String sent, boolean successor) {
        Resolved resolved = usual().resolve(asked);
        assertThat(resolved.asked()).isEqualTo(asked);
        assertThat(resolved.facts().id()).isEqualTo(sent);
        assertThat(resolved.successor()).isEqualTo(successor);
    }

    @Test
    void aModelRetiresOnItsDayAndNotBefore() {
        Instant day = Instant.parse("2026-12-01T00:00:00Z");
        assertThat(at(day.minusMillis(1), false, true).resolve("gemini-2.5-flash").successor()).isFalse();
        assertThat(at(day, false, true).resolve("gemini-2.5-flash").facts().id()).isEqualTo("gemini-3.5-flash-lite");
        assertThat(at(day, false, true).resolve("gemini-2.5-pro").facts().id()).isEqualTo("gemini-3.8-flash");
        assertThat(at(day, false, true).cards()).extracting(ModelCard::id).containsAll(EIGHT);
    }

    @Test
    void withoutSuccessorsARetiredModelIsTheVendorsConcern() {
        Catalogue catalogue = at(NOVEMBER, false, false);
        assertThat(catalogue.resolve("gemini-1.5-pro"))
                .isEqualTo(new Resolved("gemini-1.5-pro", catalogue.resolve("gemini-1.5-pro").facts(), false));
        assertThat(catalogue.resolve("gemini-1.5-pro").facts().id()).isEqualTo("gemini-1.5-pro");
        assertThat(catalogue.cards()).extracting(ModelCard::id).doesNotContain("gemini-1.5-pro");
        assertThat(catalogue.card("gemini-1.5-pro")).isEmpty();
    }

    @Test
    void strictRefusesWhatNobodyKnowsInTheWordsOfOpenAi() {
        Catalogue catalogue = at(NOVEMBER, true, true);
        Failure failure = catchThrowableOfType(FailureException.class, () -> catalogue.resolve("gpt-9")).failure();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.NO_MODEL);
        assertThat(failure.status()).isEqualTo(404);
        assertThat(failure.code()).contains("model_not_found");
        assertThat(failure.param()).contains("model");
        assertThat(failure.message()).isEqualTo("The model `gpt-9` does not exist or you do not have access to it.");

        catalogue.merge(List.of(upstream("models/gpt-9")));
        assertThat(catalogue.resolve("gpt-9").facts().id()).isEqualTo("gpt-9");
        assertThat(catalogue.resolve("gemini-1.5-pro").successor()).isTrue();
        assertThat(catchThrowableOfType(FailureException.class,
                () -> at(NOVEMBER, true, false).resolve("gemini-1.5-pro")).failure().status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "models/", "models/google/", "a\nb", "a\u0000", "a\r\nX: y", "\u007f"})
    void whatCanBeNoNameIsRefused(String asked) {
        Failure failure = catchThrowableOfType(FailureException.class, () -> usual().resolve(asked)).failure();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
        assertThat(failure.param()).contains("model");
    }

    @Test
    void aNameHas256CharactersAtMost() {
        assertThat(usual().resolve("a".repeat(256)).facts().id()).hasSize(256);
        assertThat(catchThrowableOfType(FailureException.class, () -> usual().resolve("a".repeat(257))).failure()
                .param()).contains("model");
    }

    @Test
    void thinkingIsSetAsEachModelTakesIt() {
        assertThat(thinking("gemini-2.5-pro")).isEqualTo(new ThinkingControl.Budget(128, 32_768, false));
        assertThat(thinking("gemini-2.5-flash")).isEqualTo(new ThinkingControl.Budget(1, 24_576, true));
        assertThat(thinking("gemini-2.5-flash-lite")).isEqualTo(new ThinkingControl.Budget(512, 24_576, true));
        assertThat(thinking("gemini-3.8-flash"))
                .isEqualTo(new ThinkingControl.Levels(Set.of(Effort.LOW, Effort.MEDIUM, Effort.HIGH)));
        assertThat(thinking("gemini-4-hydrogen")).isEqualTo(
                new ThinkingControl.Levels(Set.of(Effort.LOW, Effort.MEDIUM, Effort.HIGH, Effort.XHIGH)));
        assertThat(thinking("gemma-4-31b-it"))
                .isEqualTo(new ThinkingControl.Levels(Set.of(Effort.MINIMAL, Effort.HIGH)));
        assertThat(thinking("gemini-embedding-001")).isEqualTo(new ThinkingControl.Never());
    }

    private static ThinkingControl thinking(String model) {
        return usual().resolve(model).facts().thinking();
    }

    @Test
    void anUnknownModelIsAsItsNearestKin() {
        Catalogue catalogue = usual();
        assertThat(catalogue.resolve("gemini-2.5-flash-lite-preview-09-2025").facts().thinking())
                .isEqualTo(new ThinkingControl.Budget(512, 24_576, true));
        assertThat(catalogue.resolve("gemini-3.5-flash-001").facts().traits())
                .contains(Trait.SIGNED_CALLS).doesNotContain(Trait.NO_PREFILL);
        assertThat(catalogue.resolve("gemini-3.9-flash-preview-01").facts().traits())
                .contains(Trait.SIGNED_CALLS, Trait.NO_PREFILL, Trait.MIXED_TOOLS);
        assertThat(catalogue.resolve("gemini-5-neon").facts().traits()).contains(Trait.SIGNED_CALLS);
        assertThat(catalogue.resolve("gemini-4.1-argon").facts().outputTokens()).hasValue(65_536);
        assertThat(catalogue.resolve("gemma-3-27b-it").facts().traits()).containsExactly(Trait.NO_INSTRUCTIONS);
        assertThat(catalogue.resolve("kimi-k3").facts()).isEqualTo(ModelFacts.unknown("kimi-k3"));
    }

    @Test
    void theListHoldsTheEightAndTodaysInOrder() {
        assertThat(usual().cards()).extracting(ModelCard::id).isSorted().containsAll(EIGHT)
                .contains("gemini-3.8-flash", "gemini-3.1-flash-image", "gemini-embedding-2", "gemma-4-31b-it")
                .doesNotContain("gemini-3-pro-preview", "imagen-4.0-generate-001", "gemini-4-hydrogen-eap");
        assertThat(usual().resolve(usual().defaultModel()).facts().has(Trait.SIGNED_CALLS)).isTrue();
    }

    @Test
    void theVendorsListAddsToOurs() {
        Catalogue catalogue = usual();
        catalogue.merge(List.of(upstream("models/new-one"), upstream("gemini-nano-banana-2.1"),
                upstream("gemini-3.8-flash"), upstream("gemini-4-hydrogen-eap"), upstream("bad\nname")));
        assertThat(catalogue.card("new-one").orElseThrow().inputTokens()).hasValue(7_000);
        assertThat(catalogue.resolve("new-one").facts().outputTokens()).hasValue(700);
        assertThat(catalogue.card("gemini-3.8-flash").orElseThrow().inputTokens()).hasValue(1_048_576);
        assertThat(catalogue.card("gemini-nano-banana-2.1").orElseThrow().inputTokens()).hasValue(7_000);
        assertThat(catalogue.cards()).extracting(ModelCard::id).contains("new-one")
                .doesNotContain("gemini-4-hydrogen-eap", "bad\nname", "models/new-one");

        catalogue.merge(List.of());
        assertThat(catalogue.card("new-one")).isEmpty();
    }

    @Test
    void theVendorsListIsBounded() {
        Catalogue catalogue = usual();
        int ours = catalogue.cards().size();
        catalogue.merge(IntStream.range(0, Catalogue.MAX_UPSTREAM + 1).mapToObj(i -> upstream("m" + i)).toList());
        assertThat(catalogue.cards()).hasSize(ours + Catalogue.MAX_UPSTREAM);
    }

    @Test
    void anAliasThatTheVendorListsIsLeftToTheVendor() {
        Catalogue catalogue = usual();
        catalogue.merge(List.of(upstream("gemini-flash-latest")));
        ModelFacts facts = catalogue.resolve("gemini-flash-latest").facts();
        assertThat(facts.id()).isEqualTo("gemini-flash-latest");
        assertThat(facts.traits()).isEqualTo(catalogue.resolve("gemini-3.8-flash").facts().traits());
    }

    @Test
    void aCardAnswersToEveryName() {
        assertThat(usual().card("models/gemini-flash-latest").orElseThrow().id()).isEqualTo("gemini-flash-latest");
        assertThat(usual().card("gemini-3-pro-preview")).isPresent();
        assertThat(usual().card("text-embedding-004")).isEmpty();
        assertThat(usual().card("nobody")).isEmpty();
        assertThat(usual().card("gemini-3.8-flash").orElseThrow().created())
                .isEqualTo(Instant.parse("2026-09-02T00:00:00Z").getEpochSecond());
    }
}
