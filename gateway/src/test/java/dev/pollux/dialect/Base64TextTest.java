package dev.pollux.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class Base64TextTest {

    @Test
    void base64IsPutIntoItsStandardForm() {
        assertThat(Base64Text.standard("AA-_")).contains("AA+/");
        assertThat(Base64Text.standard("AAA")).contains("AAA=");
        assertThat(Base64Text.standard("AA\nAA")).contains("AAAA");
        assertThat(Base64Text.standard("AA==")).contains("AA==");
        assertThat(Base64Text.standard("A=A=")).isEmpty();
        assertThat(Base64Text.standard("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "openai    | {'messages':[{'role':'user','content':[{'type':'file','file':{'file_data':'A'}}]}]}",
            "responses | {'input':[{'role':'user','content':[{'type':'input_file','file_data':'A'}]}]}",
            "gemini    | {'contents':[{'parts':[{'inlineData':{'mimeType':'text/plain','data':'A'}}]}]}",
            "anthropic | {'messages':[{'role':'user','content':[{'type':'document','source':{'type':'base64','media_type':'text/plain','data':'A'}}]}]}"})
    void whatIsNoBase64IsRefusedByEveryReader(String name, String body) {
        Dialect dialect = AllDialects.named(name);
        ObjectNode request = Json.object(body.replace('\'', '"'));
        request.put("model", "m").put("max_tokens", 9);
        assertThatThrownBy(() -> dialect.readRequest(AllDialects.inquiry(dialect, request)))
                .isInstanceOf(JsonException.class).hasMessageContaining("base64");
    }
}
