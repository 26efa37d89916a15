package dev.pollux.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.json.Json;
import org.junit.jupiter.api.Test;

class GeminiSchemasTest {
    @Test
    void aSchemaOfGeminiBecomesJsonSchema() {
        assertThat(GeminiSchemas.toJsonSchema(Json.object("""
                {"type":"OBJECT","properties":{"a":{"type":"STRING","nullable":true,"example":"x"},
                 "b":{"type":"INTEGER","format":"enum","enum":["101","201"]},
                 "c":{"type":"ARRAY","items":{"type":"NUMBER"},"maxItems":"5","minItems":1},
                 "d":{"anyOf":[{"type":"STRING"},{"type":"BOOLEAN"}],"nullable":true},
                 "e":{"type":"STRING","format":"enum","enum":["x","y"],"nullable":true}},
                 "required":["a"],"propertyOrdering":["b","a"]}"""))).isEqualTo(Json.object("""
                {"type":"object","properties":{"a":{"type":["string","null"]},
                 "b":{"type":"integer","enum":[101,201]},
                 "c":{"type":"array","items":{"type":"number"},"maxItems":5,"minItems":1},
                 "d":{"anyOf":[{"type":"string"},{"type":"boolean"},{"type":"null"}]},
                 "e":{"type":["string","null"],"enum":["x","y",null]}},
                 "required":["a"]}"""));
    }

    @Test
    void propertiesThatAreNamedLikeItsWordsStay() {
        var schema = Json.object("""
                {"type":"object","properties":{"example":{"type":"string"},"propertyOrdering":{"type":"string"},
                 "nullable":{"type":"boolean"},"format":{"type":"string"}},"required":["example"]}""");
        assertThat(GeminiSchemas.toJsonSchema(schema)).isEqualTo(schema);
    }

    @Test
    void jsonSchemaStaysAsItIs() {
        var schema = Json
                .object("""
                        {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{
                         "tree":{"$ref":"#/$defs/T","description":"d"},"pair":{"type":"array","prefixItems":[{"const":1}],"items":false},
                         "not":{"not":{"required":["x"]}}},"additionalProperties":false,"$defs":{"T":{"type":["object","null"]}},
                         "if":{"properties":{"a":{"const":true}}},"then":{"required":["pair"]}}""");
        assertThat(GeminiSchemas.toJsonSchema(schema)).isEqualTo(schema);
    }
}
