package dev.pollux.dialect.anthropic;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.DialectLaws;
import dev.pollux.model.Request;

class AnthropicLawsTest extends DialectLaws {

    @Override
    protected Dialect dialect() {
        return new Anthropic(() -> "1");
    }

    /** The recorded answers are all of one model. */
    @Override
    protected Request request() {
        return super.request().withModel("claude-opus-5-5");
    }
}
