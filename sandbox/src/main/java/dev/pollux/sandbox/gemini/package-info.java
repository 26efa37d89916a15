/**
 * Gemini's wire: routes, checks, answers, errors. Only {@code Sandbox} imports it, and only its entry class is public. Read
 * {@link dev.pollux.sandbox.gemini.Gemini} first.
 */
@NullMarked
package dev.pollux.sandbox.gemini;

import org.jspecify.annotations.NullMarked;
