package dev.pollux.model;

/**
 * How many tokens a prompt has.
 *
 * @param input all of it
 * @param extras what the vendor tells beside it
 */
public record TokenCount(long input, Extras extras) {}
