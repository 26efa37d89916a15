package dev.pollux.dialect;

/** What must be known of a request before it is read: which model it names and whether it wants a stream. */
public record Peek(String model, boolean stream) {}
