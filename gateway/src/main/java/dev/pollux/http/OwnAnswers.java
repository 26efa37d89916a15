package dev.pollux.http;

import dev.pollux.access.Caller;
import dev.pollux.json.Json;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.ModelCard;
import dev.pollux.route.Catalogue;
import dev.pollux.thread.Threads;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.function.UnaryOperator;

/** What the gateway answers itself: its models, keys, settings, figures and health. */
public final class OwnAnswers {
    private final Catalogue catalogue;
    private final OurKeys keys;
    private final OurSettings settings;
    private final UnaryOperator<ObjectNode> translations;
    private final Figures figures;
    private final Health health;

    /** @param translations gives what becomes of a text in another dialect; bad input throws as the road does */
    public OwnAnswers(Catalogue catalogue, OurKeys keys, OurSettings settings, UnaryOperator<ObjectNode> translations,
            Figures figures, Health health) {
        this.catalogue = catalogue;
        this.keys = keys;
        this.settings = settings;
        this.translations = translations;
        this.figures = figures;
        this.health = health;
    }

    record Answer(int status, String contentType, byte[] body) {
        static Answer of(int status, ObjectNode body) {
            return new Answer(status, "application/json", Json.bytes(body));
        }
    }

    /**
     * The answer to a caller who may have it. Takes locks, and so is not for event loops.
     *
     * @throws FailureException if there is no such thing
     */
    Answer to(Endpoint.Own asked, Caller caller) {
        return switch (asked) {
            case Endpoint.Models all ->
                Answer.of(200, all.dialect().models().page(cards(caller), all.parameters()));
            case Endpoint.OneModel one -> Answer.of(200, one.dialect().models().write(card(one.id(), caller)));
            case Endpoint.KeyStates _ -> Answer.of(200, keys.states());
            case Endpoint.ResetKey key -> Answer.of(200, reset(key));
            case Endpoint.Reload _ -> Answer.of(200, Threads.elsewhere(settings::readAgain));
            case Endpoint.Figures _ -> // long, and event loops add to some of them
                new Answer(200, figures.contentType(), Threads.elsewhere(figures.text()));
            case Endpoint.Health _ -> Answer.of(200, health.report());
            case Endpoint.Readiness _ -> Answer.of(health.isReady() ? 200 : 503, health.readiness());
        };
    }

    /** What becomes of a text that a body names. */
    ObjectNode translated(byte[] body) {
        return translations.apply(Json.object(body));
    }

    private ObjectNode reset(Endpoint.ResetKey key) {
        return keys.reset(key.upstream(), key.number()).orElseThrow(() -> new FailureException(Failure.of(
                Failure.Kind.NOT_FOUND, "There is no such key; those that there are stand at /pollux/keys.")));
    }

    private List<ModelCard> cards(Caller caller) {
        return catalogue.cards().stream().filter(card -> caller.mayAsk(card.id())).toList();
    }

    private ModelCard card(String id, Caller caller) {
        return catalogue.card(id).filter(card -> caller.mayAsk(id))
                .orElseThrow(() -> new FailureException(Failure.of(Failure.Kind.NO_MODEL,
                        "The model `" + id + "` does not exist or you do not have access to it.")
                        .withParam("model")
                        .withCode("model_not_found")));
    }
}
