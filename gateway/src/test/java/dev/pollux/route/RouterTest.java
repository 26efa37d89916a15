package dev.pollux.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.model.FailureException;
import dev.pollux.model.ModelCard;
import dev.pollux.vendor.Services;
import dev.pollux.vendor.Vendor;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

class RouterTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private final Catalogue catalogue = Catalogue.load(Optional.empty(), new Catalogue.Options(false, true),
            InstantSource.fixed(NOW));

    @Test
    void theOnlyUpstreamAnswersForEveryName() {
        assertThat(targets(router(Map.of(), "deepseek"), "whatever/it-is")).containsExactly("deepseek/whatever/it-is");
    }

    @Test
    void anUpstreamInFrontOfTheNameIsAsked() {
        Router router = router(Map.of(), "gemini", "openrouter");
        assertThat(targets(router, "openrouter/google/gemini-3.5-flash"))
                .containsExactly("openrouter/google/gemini-3.5-flash");
    }

    @Test
    void whoMakesAModelIsAskedForIt() {
        Router router = router(Map.of(), "gemini", "openai", "anthropic", "moonshot");
        assertThat(targets(router, "gemini-3.5-flash")).containsExactly("gemini/gemini-3.5-flash");
        assertThat(targets(router, "gpt-6-sol")).containsExactly("openai/gpt-6-sol");
        assertThat(targets(router, "claude-opus-5-5")).containsExactly("anthropic/claude-opus-5-5");
        assertThat(targets(router, "kimi-k3")).containsExactly("moonshot/kimi-k3");
    }

    @Test
    void theExactRouteGoesBeforeThePatternAndTheLongerPatternBeforeTheShorter() {
        Router router = router(Map.of("*", List.of("gemini/gemini-3.5-flash"), "gpt-*", List.of("deepseek/b"),
                "gpt-4*", List.of("deepseek/c"), "gpt-4o", List.of("deepseek/d")), "gemini", "deepseek");
        assertThat(targets(router, "gpt-4o")).containsExactly("deepseek/d");
        assertThat(targets(router, "gpt-4.1")).containsExactly("deepseek/c");
        assertThat(targets(router, "gpt-5")).containsExactly("deepseek/b");
        assertThat(targets(router, "llama")).containsExactly("gemini/gemini-3.5-flash");
        assertThat(targets(router, "deepseek/x")).containsExactly("deepseek/x");
    }

    @Test
    void aListKeepsItsOrder() {
        Router router = router(Map.of("m", List.of("deepseek/a", "gemini/gemini-3.5-flash", "moonshot/c")), "gemini",
                "deepseek", "moonshot");
        assertThat(targets(router, "m")).containsExactly("deepseek/a", "gemini/gemini-3.5-flash", "moonshot/c");
    }

    @Test
    void weightsDrawWhoComesFirst() {
        var routes = Map.of("m", List.of("deepseek/a=3", "moonshot/b=1"));
        assertThat(targets(router(routes, 0.0, "deepseek", "moonshot"), "m")).containsExactly("deepseek/a",
                "moonshot/b");
        assertThat(targets(router(routes, 0.74, "deepseek", "moonshot"), "m")).first().isEqualTo("deepseek/a");
        assertThat(targets(router(routes, 0.75, "deepseek", "moonshot"), "m")).containsExactly("moonshot/b",
                "deepseek/a");
    }

    @Test
    void routesThatLeadToEachOtherComeToAnEnd() {
        Router router = router(Map.of("a", List.of("b"), "b", List.of("a")), "deepseek");
        assertThat(targets(router, "a")).containsExactly("deepseek/a");
    }

    @Test
    void aNameThatNobodyKnowsIsRefusedWhereThereAreSeveralUpstreams() {
        assertThatThrownBy(() -> router(Map.of(), "gemini", "deepseek").route("llama"))
                .isInstanceOf(FailureException.class).hasMessageContaining("gemini/llama");
    }

    @Test
    void theDefaultAnswersForNamesThatNobodyKnows() {
        var router = new Router(catalogue, vendors("gemini", "deepseek"),
                new RouteConfig(Map.of(), Map.of(), Optional.of("deepseek/deepseek-flash")), () -> 0);
        assertThat(targets(router, "llama")).containsExactly("deepseek/deepseek-flash");
    }

    @Test
    void anUpstreamAsTheDefaultGetsTheNamesAsTheyAre() {
        var router = new Router(catalogue, vendors("gemini", "deepseek"),
                new RouteConfig(Map.of(), Map.of(), Optional.of("deepseek")), () -> 0);
        assertThat(targets(router, "llama")).containsExactly("deepseek/llama");
    }

    @Test
    void whoListsAModelIsAskedForIt() {
        catalogue.merge("deepseek", List.of(new ModelCard("llama", Optional.empty(), "x", 0,
                OptionalLong.empty(), OptionalInt.empty(), Set.of())));
        assertThat(targets(router(Map.of(), "gemini", "deepseek"), "llama")).containsExactly("deepseek/llama");
    }

    @Test
    void successorsAreForGeminisOwnServiceOnly() {
        Router router = router(Map.of("x", List.of("openrouter/gemini-2.0-flash")), "gemini", "openrouter");
        assertThat(targets(router, "gemini-2.0-flash")).containsExactly("gemini/gemini-3.5-flash-lite");
        assertThat(targets(router, "x")).containsExactly("openrouter/gemini-2.0-flash");
    }

    @Test
    void aliasesAreListedAndModelsOfNobodyHereAreNot() {
        router(Map.of("gpt-4o", List.of("deepseek/deepseek-flash"), "o*", List.of("deepseek/x")), "deepseek");
        assertThat(catalogue.cards()).extracting(ModelCard::id).containsExactly("gpt-4o");
        assertThat(catalogue.card("gpt-4o")).hasValueSatisfying(
                card -> assertThat(card.owner()).isEqualTo("deepseek"));
        assertThat(catalogue.card("gemini-3.5-flash")).isEmpty();
    }

    @Test
    void aNameIsLookedUpAnewWhenItsModelRetiresAndWhenTheClockIsSetBack() {
        Instant day = Instant.parse("2026-12-01T00:00:00Z");
        var now = new AtomicReference<>(day.minusMillis(1));
        var dated = Catalogue.load(Optional.empty(), new Catalogue.Options(false, true), now::get);
        var router = new Router(dated, vendors("gemini"), RouteConfig.NONE, () -> 0);
        assertThat(targets(router, "gemini-2.5-flash")).containsExactly("gemini/gemini-2.5-flash");
        now.set(day);
        assertThat(targets(router, "gemini-2.5-flash")).containsExactly("gemini/gemini-3.5-flash-lite");
        now.set(day.minusMillis(1));
        assertThat(targets(router, "gemini-2.5-flash")).containsExactly("gemini/gemini-2.5-flash");
    }

    @Test
    void aNameIsLookedUpAnewWhenAnotherListComes() {
        Router router = router(Map.of(), "gemini", "deepseek");
        for (long length : new long[]{1_000, 2_000}) {
            catalogue.merge("deepseek", List.of(new ModelCard("llama", Optional.empty(), "x", 0,
                    OptionalLong.of(length), OptionalInt.empty(), Set.of())));
            assertThat(router.route("llama")).extracting(target -> target.model().inputTokens())
                    .containsExactly(OptionalLong.of(length));
        }
        catalogue.merge("deepseek", List.of());
        assertThatThrownBy(() -> router.route("llama")).isInstanceOf(FailureException.class);
    }

    @Test
    void aNameThatIsAskedForAgainIsNotLookedUpAgain() {
        Router router = router(Map.of(), "gemini");
        assertThat(router.route("gemini-3.5-flash").getFirst()).isSameAs(router.route("gemini-3.5-flash").getFirst());
    }

    @Test
    void ofTheNamesThatClientsInventOnlySoManyAreKeptAndNoneThatIsTooLong() {
        var found = new Found(catalogue.edition());
        Target target = router(Map.of(), "gemini").route("m").getFirst();
        IntStream.range(0, 2_500).forEach(i -> found.target("m" + i, _ -> target));
        assertThat(found.targets()).hasSizeLessThanOrEqualTo(1_000).containsKey("m2499");
        found.target("m".repeat(257), _ -> target);
        assertThat(found.targets()).doesNotContainKey("m".repeat(257));
    }

    private Router router(Map<String, List<String>> routes, String... vendors) {
        return router(routes, 0, vendors);
    }

    private Router router(Map<String, List<String>> routes, double random, String... vendors) {
        return new Router(catalogue, vendors(vendors), new RouteConfig(routes, Map.of(), Optional.empty()),
                () -> random);
    }

    private static List<Vendor> vendors(String... names) {
        return List.of(names).stream().map(Services::of).toList();
    }

    private static List<String> targets(Router router, String model) {
        return router.route(model).stream().map(Target::name).toList();
    }
}
