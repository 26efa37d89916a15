/**
 * The offline upstream: speaks the vendors' wires from text resources, with faults on request.
 *
 * <p>It imports nothing of the gateway, so that no mistake of a dialect can hide behind the same mistake here. Read
 * {@link dev.pollux.sandbox.Sandbox} first.
 */
@NullMarked
package dev.pollux.sandbox;

import org.jspecify.annotations.NullMarked;
