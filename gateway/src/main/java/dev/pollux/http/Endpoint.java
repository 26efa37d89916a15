package dev.pollux.http;

import dev.pollux.dialect.Dialect;
import dev.pollux.exchange.Craft;
import dev.pollux.model.Request.Framing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** What a path and a method lead to. */
sealed interface Endpoint {
    /** Those that mean something to a vendor of the client's own dialect. */
    List<String> OF_DIALECTS = List.of("anthropic-version", "anthropic-beta", "openai-beta");

    /** The dialect that is spoken there, in errors too. */
    Dialect dialect();

    /** What is done there, in a word for logs and figures. */
    default String route() {
        return switch (this) {
            case Ask _ -> "generate";
            case Remainder _ -> "resume";
            case Count _ -> "count";
            case Embed _ -> "embed";
            case Make _ -> "make";
            case Picture _ -> "picture";
            case Models _,OneModel _ -> "models";
            case Passage _ -> "passage";
            case Health _,Readiness _ -> "health";
            case KeyStates _,ResetKey _ -> "keys";
            case Translate _ -> "translate";
            case Reload _ -> "reload";
            case Figures _ -> "figures";
            case NotAllowed _,Nowhere _ -> "none";
        };
    }

    /** The model that the path names. */
    default Optional<String> model() {
        return Optional.empty();
    }

    /** Whether the path asks for a stream. */
    default boolean stream() {
        return false;
    }

    /** How the frames of a stream are told apart there. */
    default Framing framing() {
        return Framing.EVENTS;
    }

    /** The headers of a client that mean something there. */
    default List<String> headers() {
        return List.of();
    }

    /** A question to a model. */
    record Ask(Dialect dialect, Optional<String> model, boolean stream, Framing framing) implements Endpoint {

        /** A question whose body says everything. */
        static Ask of(Dialect dialect) {
            return new Ask(dialect, Optional.empty(), false, Framing.EVENTS);
        }

        @Override
        public List<String> headers() {
            return OF_DIALECTS;
        }
    }

    /** How many tokens a prompt has. */
    record Count(Dialect dialect, Optional<String> model) implements Endpoint {
        @Override
        public List<String> headers() {
            return OF_DIALECTS;
        }
    }

    /** Vectors of texts. */
    record Embed(Dialect dialect, Optional<String> model) implements Endpoint {}

    /** Pictures, speech or a transcript. */
    record Make(Dialect dialect, Craft craft) implements Endpoint {
        /** By which a form is told from JSON. */
        @Override
        public List<String> headers() {
            return List.of("content-type");
        }
    }

    /** A picture that a model made: open to everybody who knows its name. */
    record Picture(Dialect dialect, String name) implements Endpoint {
        /** By which a browser says what it has already, or how much it wants. */
        @Override
        public List<String> headers() {
            return List.of("if-none-match", "range", "if-range");
        }
    }

    /** What the gateway answers itself, whatever the body says. */
    sealed interface Own extends Endpoint {
        /** Whether everybody may ask, without a token. */
        default boolean open() {
            return false;
        }
    }

    /**
     * The list of models.
     *
     * @param parameters of the address: which part of the list is wanted
     */
    record Models(Dialect dialect, Map<String, String> parameters) implements Own {}

    /** One model of the list. */
    record OneModel(Dialect dialect, String id) implements Own {}

    /**
     * The rest of an earlier stream.
     *
     * @param name in its address, or the id of the response that it is
     */
    record Remainder(Dialect dialect, String name) implements Endpoint {}

    /** What passes to a vendor of the same dialect as it is. */
    record Passage(Dialect dialect) implements Endpoint {}

    /** How the server is: open to everybody. */
    record Health(Dialect dialect) implements Own {
        @Override
        public boolean open() {
            return true;
        }
    }

    /** Whether the server can serve: open to everybody. */
    record Readiness(Dialect dialect) implements Own {
        @Override
        public boolean open() {
            return true;
        }
    }

    /** How our keys with the vendors are. */
    record KeyStates(Dialect dialect) implements Own {}

    /** One of our keys shall be used again. */
    record ResetKey(Dialect dialect, String upstream, int number) implements Own {

        /** @param key as {@code gemini/1}; one of another form is none that we have */
        static ResetKey of(Dialect dialect, String key) {
            String[] parts = key.split("/", -1);
            boolean fits = parts.length == 2 && parts[1].matches("\\d{1,6}");
            return new ResetKey(dialect, parts[0], fits ? Integer.parseInt(parts[1]) : 0);
        }
    }

    /** What becomes of a text in another dialect. */
    record Translate(Dialect dialect) implements Endpoint {}

    /** The settings shall be read again. */
    record Reload(Dialect dialect) implements Own {}

    /** Figures for whoever watches. */
    record Figures(Dialect dialect) implements Own {}

    /** A path that leads somewhere, but not by this method. */
    record NotAllowed(Dialect dialect, SortedSet<String> methods) implements Endpoint {}

    /** A path that leads nowhere. */
    record Nowhere(Dialect dialect) implements Endpoint {}
}
