package dev.pollux.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Set;

/** What stands behind a model's name: read where it is switched on, and never from a name that is a model's. */
class WishesTest {
    private static final Set<String> KNOWN = Set.of("gemini-2.5-pro", "gemini-2.5-flash-image", "kimi-k3(low)");
    private static final Set<String> ALL = Set.of("search", "image", "thinking");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gemini-2.5-pro-search                | gemini-2.5-pro | search
            gemini-2.5-pro:search                | gemini-2.5-pro | search
            gemini-2.5-pro-image                 | gemini-2.5-pro | image
            gemini-2.5-pro-non-thinking          | gemini-2.5-pro | NONE
            gemini-2.5-pro-nothinking            | gemini-2.5-pro | NONE
            gemini-2.5-pro-thinking-1024         | gemini-2.5-pro | 1024
            gemini-2.5-pro(8192)                 | gemini-2.5-pro | 8192
            gemini-2.5-pro(Low)                  | gemini-2.5-pro | LOW
            gemini-2.5-pro-thinking-1024-search  | gemini-2.5-pro | search 1024
            gemini-2.5-pro-search(high)          | gemini-2.5-pro | search HIGH
            whatever-search                      | whatever       | search
            gemini-2.5-flash-image-search        | gemini-2.5-flash-image | search
            """)
    void aSuffixIsReadForWhatItWishes(String name, String model, String wishes) {
        Wishes read = Wishes.in(name, ALL, KNOWN::contains).orElseThrow();
        assertThat(read.model()).isEqualTo(model);
        String said = (read.search() ? "search " : "") + (read.image() ? "image " : "")
                + read.thinking().flatMap(thinking -> thinking.effort()).map(Enum::name).orElse("")
                + read.thinking().map(thinking -> thinking.budget()).filter(budget -> budget.isPresent())
                        .map(budget -> Integer.toString(budget.getAsInt())).orElse("");
        assertThat(said.strip()).isEqualTo(wishes);
    }

    @ParameterizedTest
    @CsvSource({"gemini-2.5-pro", "gemini-2.5-flash-image", "kimi-k3(low)", "-search", "gemini-2.5-pro-thinking",
            "gemini-2.5-pro(huge)", "research", "gemini-2.5-pro(1024"})
    void aNameThatSaysNoMoreIsLeftAlone(String name) {
        assertThat(Wishes.in(name, ALL, KNOWN::contains)).isEmpty();
    }

    @Test
    void whatIsNotSwitchedOnIsAPartOfTheName() {
        assertThat(Wishes.in("gemini-2.5-pro-image", Set.of("search"), KNOWN::contains)).isEmpty();
        assertThat(Wishes.in("gemini-2.5-pro-image-search", Set.of("search"), KNOWN::contains).orElseThrow().model())
                .isEqualTo("gemini-2.5-pro-image");
    }
}
