package dev.pollux.exchange;

import dev.pollux.json.Fields;
import dev.pollux.media.RemoteMedia;
import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.model.Message;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import dev.pollux.model.Tools;
import dev.pollux.route.Router;
import dev.pollux.route.Target;
import dev.pollux.tokens.Estimate;
import dev.pollux.upstream.Answer;
import dev.pollux.upstream.Answer.Origin;
import dev.pollux.upstream.Asked;
import dev.pollux.upstream.Draft;
import dev.pollux.upstream.Upstream;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks models that make pictures and speech in a conversation: one question, one answer. Not for event loops. */
final class Crafts {
    private final Router router;
    private final RemoteMedia media;
    private final Upstream upstream;
    private final Admission admission;

    Crafts(Router router, RemoteMedia media, Upstream upstream, Admission admission) {
        this.router = router;
        this.media = media;
        this.upstream = upstream;
        this.admission = admission;
    }

    /** An answer, and who gave it. */
    record Made(Origin origin, Response response) {

        /** Blocks of one kind in the first candidate. */
        <T extends Block> List<T> blocks(Class<T> kind) {
            return response.candidates().stream().limit(1).flatMap(candidate -> candidate.blocks().stream())
                    .filter(kind::isInstance).map(kind::cast).toList();
        }

        Stream<Block.Media> media(Block.Media.Kind kind) {
            return blocks(Block.Media.class).stream().filter(one -> one.kind() == kind);
        }

        String text() {
            return String.join("", blocks(Block.Text.class).stream().map(Block.Text::text).toList());
        }
    }

    /** Where a model is asked, if this caller may ask it and has something left of its limits. */
    List<Target> admit(Question question, Ledger ledger, ObjectNode order) {
        Fields fields = Fields.of(order);
        String model = fields.requiredText("model");
        boolean stream = fields.flag("stream").orElse(false);
        String words = fields.text("prompt").or(() -> fields.text("input")).orElse("");
        ledger.asks(model, stream);
        List<Target> targets = router.route(model);
        admission.admit(question, ledger, model, targets, stream, () -> Estimate.of(List.of(words)));
        return targets;
    }

    static Request question(String model, List<Block> content, Output output, Settings settings) {
        return new Request(model, List.of(new Message(Message.Role.USER, content)), Tools.NONE, settings, output,
                Thinking.DEFAULT, Service.DEFAULT, new Request.Delivery(false, true, Request.Framing.EVENTS),
                Extras.NONE);
    }

    /** The question with the files in it that it only points to. */
    Request complete(Request request, Commission commission) {
        return media.inline(request, commission::additions);
    }

    /**
     * @param request is complete
     * @param able those who can answer it
     * @param lost what the client said and no such model can be told
     */
    Made ask(Request request, List<Target> able, Losses lost, Commission commission) {
        Draft.Writer drafts = (target, losses) -> {
            lost.names().forEach(losses::add);
            return new Draft(target, target.vendor().write(request.withModel(target.model().id()), target.model(),
                    losses), false);
        };
        Answer answer = upstream.ask(new Asked(able, drafts, commission.strict(), commission.client()));
        commission.answers().add(answer);
        return new Made(answer.origin(), answer.whole());
    }

    /** What a model said that gave nothing of what was asked for. */
    static FailureException nothing(Made made, String param, String what) {
        String said = made.text().strip();
        return new FailureException(Failure.invalid(param, "The model made no " + what
                + (said.isEmpty() ? "." : "; it said: " + said.substring(0, Math.min(said.length(), 1_000))))
                .withCode("content_policy_violation"));
    }

    /**
     * Those that answer such a question in a conversation.
     *
     * @param otherwise what is said of the model where there is none
     */
    static List<Target> able(List<Target> targets, String model, String otherwise) {
        List<Target> able = targets.stream().filter(target -> target.vendor().dialect().remembersPictures()).toList();
        if (able.isEmpty()) {
            throw new FailureException(Failure.invalid("model", "The model `" + model + "` " + otherwise + ".")
                    .withCode("invalid_value"));
        }
        return able;
    }

    static Optional<Block.Source.Inline> inline(Block.Media media) {
        return media.source() instanceof Block.Source.Inline inline ? Optional.of(inline) : Optional.empty();
    }
}
