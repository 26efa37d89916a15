package dev.pollux.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.json.Json;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** What holds for every schema and every target, tried on schemas made at random from fixed seeds. */
class SchemaCompilerLawsTest {
    private static final int SCHEMAS = 3_000;

    @ParameterizedTest
    @EnumSource
    void theResultIsAcceptedAndCompilingItAgainChangesNothing(SchemaTarget target) {
        int refused = 0;
        for (long seed = 0; seed < SCHEMAS; seed++) {
            ObjectNode schema = new RandomSchemas(seed).next();
            ObjectNode before = schema.deepCopy();
            ObjectNode compiled;
            try {
                compiled = SchemaCompiler.compile(schema, target, "p", new Losses());
            } catch (FailureException e) {
                assertThat(e.failure().param()).contains("p");
                refused++;
                continue;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " " + Json.text(schema), e);
            }
            String said = target + " seed " + seed + "\n" + Json.text(schema) + "\n" + Json.text(compiled) + "\n";
            assertThat(schema).as(said).isEqualTo(before);
            assertThat(AcceptedBy.faults(compiled, target)).as(said).isEmpty();
            var losses = new Losses();
            assertThat(SchemaCompiler.compile(compiled, target, "p", losses)).as(said).isEqualTo(compiled);
            assertThat(losses.names()).as(said).isEmpty();
        }
        assertThat(refused).as("refused for their size").isLessThan(SCHEMAS / 100);
    }

    @ParameterizedTest
    @EnumSource
    void whatATargetAcceptsStaysAsItIs(SchemaTarget target) {
        for (long seed = 0; seed < SCHEMAS / 10; seed++) {
            ObjectNode schema = new NativeSchemas(target, seed).next();
            String said = target + " seed " + seed + "\n" + Json.text(schema) + "\n";
            assertThat(AcceptedBy.faults(schema, target)).as(said).isEmpty();
            var losses = new Losses();
            assertThat(SchemaCompiler.compile(schema, target, "p", losses)).as(said).isEqualTo(schema);
            assertThat(losses.names()).as(said).isEmpty();
        }
    }
}
