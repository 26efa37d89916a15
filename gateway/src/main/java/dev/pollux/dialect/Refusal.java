package dev.pollux.dialect;

import tools.jackson.databind.node.ObjectNode;

/** A failure in the shape and with the status that the clients of a dialect expect. */
public record Refusal(int status, ObjectNode body) {}
