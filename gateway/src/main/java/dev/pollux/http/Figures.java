package dev.pollux.http;

import java.util.function.Supplier;

/**
 * Figures of the running gateway, for whoever collects them.
 *
 * @param text as they are at the moment of asking
 */
public record Figures(String contentType, Supplier<byte[]> text) {}
