package dev.pollux.route;

import dev.pollux.model.ModelFacts;

/**
 * What stands behind the name that a client asked for.
 *
 * @param asked the name as the client wrote it
 * @param facts of the model that answers; its id is what the vendor gets
 * @param successor the model asked for is no longer served and another answers in its place
 */
public record Resolved(String asked, ModelFacts facts, boolean successor) {}
