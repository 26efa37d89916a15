package dev.pollux.exchange;

import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.Wire;
import dev.pollux.media.Pictures;
import dev.pollux.media.RemoteMedia;
import dev.pollux.model.Block;
import dev.pollux.model.Losses;
import dev.pollux.model.Message;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import dev.pollux.route.Target;
import dev.pollux.route.Wishes;
import dev.pollux.thread.Threads;
import dev.pollux.tokens.Estimate;
import dev.pollux.upstream.Draft;
import dev.pollux.vendor.Vendor;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Writes what goes to each target: the client's own bytes where vendor and client speak the same dialect, a translation
 * elsewhere. The request is read once, and only if it must be translated.
 */
final class Drafter implements Draft.Writer {
    /**
     * Marks that a foreign vendor's seal travels in the body: it must be taken out, so the bytes cannot pass. The last is
     * how the one before begins in base64.
     */
    private static final String[] SEALS = {"_sealed_", "pollux.", "cG9sbHV4L"};

    private final Question question;
    private final Inquiry inquiry;
    private final RemoteMedia media;
    private final Pictures pictures;
    private final Ledger ledger;
    private final Optional<Wishes> wishes;
    private @Nullable Request asked;
    private @Nullable Request request;
    /** For whom the request is whole. */
    private @Nullable Vendor reader;
    private boolean looked;
    private Optional<Request> remembered = Optional.empty();

    Drafter(Question question, Inquiry inquiry, RemoteMedia media, Pictures pictures, Ledger ledger,
            Optional<Wishes> wishes) {
        this.question = question;
        this.inquiry = inquiry;
        this.media = media;
        this.pictures = pictures;
        this.ledger = ledger;
        this.wishes = wishes;
    }

    @Override
    public Draft draft(Target target, Losses losses) {
        ModelFacts facts = target.model();
        Target spoken = spoken(target);
        Vendor vendor = spoken.vendor();
        boolean verbatim = vendor.takesBytesOf(question.dialect()) && wishes.isEmpty()
                && !carriesSeals(question.body());
        Wire wire = verbatim
                ? vendor.forward(inquiry, question.body(), facts, losses)
                : write(vendor, facts, losses, UnaryOperator.identity());
        return new Draft(spoken, vendor.takesBytesOf(question.dialect()) ? withHeaders(wire) : wire, verbatim);
    }

    /** Writes the same, at whose end the model has already said something that it shall go on with. */
    Draft.Writer behind(String said) {
        return (target, losses) -> {
            Target spoken = spoken(target);
            Vendor vendor = spoken.vendor();
            Wire wire = write(vendor, target.model(), losses, request -> begun(request, said));
            return new Draft(spoken, vendor.takesBytesOf(question.dialect()) ? withHeaders(wire) : wire, false);
        };
    }

    private static Request begun(Request request, String said) {
        var messages = new ArrayList<>(request.messages());
        var blocks = new ArrayList<Block>();
        if (!messages.isEmpty() && messages.getLast().role() == Message.Role.ASSISTANT) {
            blocks.addAll(messages.removeLast().blocks()); // the client has begun the answer itself
        }
        blocks.add(new Block.Text(said));
        messages.add(new Message(Message.Role.ASSISTANT, blocks));
        return request.withMessages(messages);
    }

    /** The target in the dialect that it is asked in. */
    Target spoken(Target target) {
        return target.towards(question.dialect(), this::asked);
    }

    private Wire write(Vendor vendor, ModelFacts facts, Losses losses, UnaryOperator<Request> change) {
        Optional<Request> remembered = vendor.dialect().remembersPictures() ? remembered(vendor) : Optional.empty();
        Request whole = remembered.orElseGet(() -> request(vendor));
        Supplier<Wire> writing = () -> vendor.write(change.apply(whole).withModel(facts.id()), facts, losses);
        return whole.equals(asked) ? writing.get() : Threads.elsewhere(writing); // files that were added are large
    }

    /** What is asked with the pictures of the model's own turns; empty if it has made none. */
    private Optional<Request> remembered(Vendor vendor) {
        if (!looked) {
            remembered = pictures.remembered(request(vendor), media, ledger::additions);
            looked = true;
        }
        return remembered;
    }

    /** Fields of a beta are refused without the header that names it: the two stay together, whoever wrote the body. */
    private Wire withHeaders(Wire wire) {
        var headers = new HashMap<>(wire.headers());
        headers.putAll(question.headers());
        return new Wire(wire.path(), headers, wire.body());
    }

    /** What is asked, free of any dialect. */
    Request asked() {
        Request read = asked;
        if (read == null) {
            read = question.dialect().readRequest(inquiry);
            if (wishes.isPresent()) {
                read = wishes.get().in(read);
            }
            asked = read;
        }
        return read;
    }

    /** The same with the files that it only points to, but for those that the vendor fetches by itself. */
    private Request request(Vendor vendor) {
        Request whole = request;
        if (whole == null || !vendor.equals(reader)) {
            whole = media.inline(asked(), vendor::fetches, ledger::additions);
            request = whole;
            reader = vendor;
        }
        return whole;
    }

    /** What the prompt may cost; files that it only points to are not fetched for that. */
    long tokens() {
        return Estimate.of(asked(), asked().model());
    }

    private static boolean carriesSeals(byte[] body) {
        var text = new String(body, StandardCharsets.ISO_8859_1); // a search for ASCII needs no decoding
        for (String mark : SEALS) {
            if (text.contains(mark)) {
                return true;
            }
        }
        return false;
    }
}
