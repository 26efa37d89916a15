package dev.pollux.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Counting without a vendor. */
class EstimateTest {

    @Test
    void eachModelHasItsVocabulary() {
        assertThat(List.of("gpt-3.5-turbo", "gpt-4", "gpt-4-turbo")).allMatch(
                model -> Tokenizer.ofChat(model) == Tokenizer.OLDER);
        assertThat(List.of("gpt-4o", "gpt-4.1-mini", "gpt-5.4", "o3", "kimi-k2", "")).allMatch(
                model -> Tokenizer.ofChat(model) == Tokenizer.NEWER);
    }

    @Test
    void textIsCountedAndMarksThatSteerAModelAreText() {
        assertThat(Tokenizer.OLDER.count("hello world")).isEqualTo(2);
        assertThat(Tokenizer.NEWER.count("<|endoftext|>")).isGreaterThan(1);
        assertThat(Tokenizer.NEWER.count("")).isZero();
    }

    @Test
    void tokenIdsAreTextOrNothing() {
        assertThat(Tokenizer.OLDER.text(List.of(15339, 1917))).contains("hello world");
        assertThat(Tokenizer.OLDER.text(List.of(999_999_999))).isEmpty();
        assertThat(Tokenizer.OLDER.text(List.of(-1))).isEmpty();
    }

    @Test
    void aVeryLongTextIsCountedInProportion() {
        String text = "hello world ".repeat(100_000);
        assertThat(Estimate.of(List.of(text))).isBetween(190_000L, 310_000L);
        assertThat(Estimate.of(List.of(text, text))).isBetween(380_000L, 620_000L);
    }
}
