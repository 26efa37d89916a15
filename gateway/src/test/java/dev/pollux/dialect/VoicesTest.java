package dev.pollux.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoicesTest {

    @ParameterizedTest
    @CsvSource({"alloy,Kore", "ALLOY,Kore", "kore,Kore", "KORE,Kore", "zubenelgenubi,Zubenelgenubi", "nobody,nobody",
            "aNobody,aNobody"})
    void geminisNamesAreWrittenAsItWantsThemAndOthersStay(String asked, String told) {
        assertThat(Voices.gemini(asked)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"Kore,alloy", "kore,alloy", "Achird,Achird", "verse,verse"})
    void openAisNamesStandForThoseThatAreLikeThem(String asked, String told) {
        assertThat(Voices.openAi(asked)).isEqualTo(told);
    }
}
