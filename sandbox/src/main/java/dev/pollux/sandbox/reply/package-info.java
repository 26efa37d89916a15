/**
 * What the pretended model says, whoever's wire carries it. Imports {@code wire} and {@code scenario}; the vendors import it. Read
 * {@link dev.pollux.sandbox.reply.Speaker} first.
 */
@NullMarked
package dev.pollux.sandbox.reply;

import org.jspecify.annotations.NullMarked;
