package dev.pollux.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.json.Json;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SchemaCompilerTest {
    private final Losses losses = new Losses();

    @Test
    void aSchemaThatIsTooDeepIsRefusedByName() {
        ObjectNode schema = Json.object();
        ObjectNode inner = schema;
        for (int i = 0; i < Compilation.MAX_DEPTH; i++) {
            inner = inner.put("type", "array").putObject("items");
        }
        assertRefused(schema);
    }

    @Test
    void referencesThatMultiplyAreRefusedBeforeTheyFillTheMemory() {
        ObjectNode schema = Json.object("{\"properties\":{\"a\":{\"$ref\":\"#/$defs/d0\"}}}");
        ObjectNode definitions = schema.putObject("$defs");
        for (int i = 0; i < 40; i++) {
            ObjectNode properties = definitions.putObject("d" + i).put("type", "object").putObject("properties");
            properties.putObject("a").put("$ref", "#/$defs/d" + (i + 1));
            properties.putObject("b").put("$ref", "#/$defs/d" + (i + 1));
        }
        definitions.putObject("d40").put("type", "string");
        assertRefused(schema);
    }

    @Test
    void longTextsThatMultiplyAreRefusedToo() {
        ObjectNode schema = Json.object("{\"type\":\"object\"}");
        ObjectNode properties = schema.putObject("properties");
        for (int i = 0; i < 1_000; i++) {
            properties.putObject("p" + i).put("$ref", "#/$defs/long");
        }
        schema.putObject("$defs").putObject("long").put("type", "string").put("description", "x".repeat(10_000));
        assertRefused(schema);
    }

    @Test
    void definitionsThatReferToThemselvesAndNothingElseEnd() {
        ObjectNode schema = Json.object("""
                {"type":"object","properties":{"a":{"$ref":"#/$defs/A"}},
                 "$defs":{"A":{"allOf":[{"$ref":"#/$defs/B"}]},"B":{"$ref":"#/$defs/A"}}}""");
        for (SchemaTarget target : SchemaTarget.values()) {
            assertThat(AcceptedBy.faults(SchemaCompiler.compile(schema, target, "p", losses), target)).isEmpty();
        }
        assertThat(losses.names()).contains("p.$ref");
    }

    @Test
    void allOfBecomesOneSchemaThatSaysTheSame() {
        assertThat(gemini("""
                {"type":"object","properties":{"a":{"allOf":[{"type":["string","null"],"enum":["x","y"]},
                  {"type":"string","enum":["y","z"]}],"description":"d"},
                 "n":{"allOf":[{"type":"integer","minimum":1},{"type":"number","minimum":3,"maximum":9}]}}}"""))
                .isEqualTo(Json.object("""
                        {"type":"object","properties":{"a":{"type":"string","enum":["y"],"description":"d"},
                         "n":{"type":"integer","minimum":3,"maximum":9}}}"""));
        assertThat(losses.names()).isEmpty();
    }

    @Test
    void whatAllOfContradictsIsALoss() {
        gemini("{\"properties\":{\"a\":{\"allOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}}}");
        assertThat(losses.names()).containsExactly("p.allOf");
    }

    @Test
    void notesGoWithoutALoss() {
        assertThat(gemini("""
                {"$schema":"s","$comment":"c","type":"object","properties":{"a":{"type":"string","default":"x",
                 "examples":["x"],"readOnly":true,"deprecated":true,"x-order":1}}}"""))
                .isEqualTo(Json.object("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}"));
        assertThat(losses.names()).isEmpty();
    }

    @Test
    void definitionsOfOneNameInTwoPlacesStayApart() {
        ObjectNode compiled = gemini("""
                {"type":"object","properties":{"a":{"$ref":"#/definitions/T"},"b":{"$ref":"#/$defs/T"}},
                 "definitions":{"T":{"type":"string"}},"$defs":{"T":{"type":"integer"}}}""");
        assertThat(compiled.get("properties")).isEqualTo(Json.object("""
                {"a":{"$ref":"#/$defs/T_2"},"b":{"$ref":"#/$defs/T"}}"""));
        assertThat(compiled.get("$defs")).isEqualTo(Json.object("""
                {"T":{"type":"integer"},"T_2":{"type":"string"}}"""));
    }

    @Test
    void aDefinitionUsedTwiceIsNoCycle() {
        ObjectNode compiled = SchemaCompiler.compile(Json.object("""
                {"allOf":[{"$ref":"#/$defs/Base"},{"properties":{"friend":{"$ref":"#/$defs/Base"}}}],
                 "$defs":{"Base":{"type":"object","properties":{"name":{"type":"string"}}}}}"""),
                SchemaTarget.GEMINI_SCHEMA, "p", losses);
        assertThat(compiled).isEqualTo(Json.object("""
                {"type":"OBJECT","properties":{"name":{"type":"STRING"},
                 "friend":{"type":"OBJECT","properties":{"name":{"type":"STRING"}}}}}"""));
        assertThat(losses.names()).isEmpty();
    }

    private ObjectNode gemini(String schema) {
        return SchemaCompiler.compile(Json.object(schema), SchemaTarget.GEMINI, "p", losses);
    }

    private void assertRefused(ObjectNode schema) {
        assertThatThrownBy(() -> SchemaCompiler.compile(schema, SchemaTarget.GEMINI_SCHEMA, "p", losses))
                .isInstanceOfSatisfying(FailureException.class,
                        e -> assertThat(e.failure().param()).contains("p"));
    }
}
