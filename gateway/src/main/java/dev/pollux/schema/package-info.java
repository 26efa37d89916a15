/**
 * JSON Schema as clients send it, compiled to what each vendor accepts, and Gemini's own schemas read back.
 *
 * <p>Level 1: imports only {@code json} and, of {@code model}, what tells losses and failures; the dialects import it.
 * Read {@link dev.pollux.schema.SchemaCompiler} first, then {@link dev.pollux.schema.SchemaTarget} for what the vendors
 * accept. {@code docs/schemas.md} is the table of keywords and targets.
 */
@NullMarked
package dev.pollux.schema;

import org.jspecify.annotations.NullMarked;
