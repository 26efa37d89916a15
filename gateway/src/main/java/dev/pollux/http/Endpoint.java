package dev.pollux.http;

import dev.pollux.dialect.Dialect;
import dev.pollux.model.Request.Framing;

import java.util.Optional;

/** What a path and a method lead to. */
sealed interface Endpoint {

    /** The dialect in which errors are told there. */
    Dialect dialect();

    /** A question to a model. */
    record Ask(Dialect dialect, Optional<String> model, boolean stream, Framing framing) implements Endpoint {}

    /** The list of models. */
    record Models(Dialect dialect) implements Endpoint {}

    /** One model of the list. */
    record OneModel(Dialect dialect, String id) implements Endpoint {}

    /** How the server is: open to everybody. */
    record Health(Dialect dialect) implements Endpoint {}
}
