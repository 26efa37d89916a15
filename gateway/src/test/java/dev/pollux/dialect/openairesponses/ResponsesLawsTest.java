package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.DialectLaws;
import dev.pollux.model.Request;

/** The laws of every dialect, kept by this one. */
class ResponsesLawsTest extends DialectLaws {

    @Override
    protected Dialect dialect() {
        return Fixed.dialect();
    }

    @Override
    protected Request request() {
        return super.request().withModel("gpt-6.1-sol-2026-09-01");
    }
}
