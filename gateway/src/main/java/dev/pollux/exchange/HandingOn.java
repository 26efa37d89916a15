package dev.pollux.exchange;

import dev.pollux.dialect.Wire;
import dev.pollux.dialect.openai.Form;
import dev.pollux.route.Target;
import dev.pollux.thread.Threads;
import dev.pollux.upstream.Asked;
import dev.pollux.upstream.Draft;
import dev.pollux.upstream.Passed;
import dev.pollux.upstream.Upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * OpenAI's paths for pictures and sound at services that have them: the request goes on as it came, but for the name of
 * the model, and the answer comes back as it is, piece by piece.
 */
final class HandingOn {
    /** What the client must know to read the answer; all else the vendor says to us. */
    private static final Set<String> TOLD = Set.of("content-type", "content-length", "content-disposition");

    private final Upstream upstream;

    HandingOn(Upstream upstream) {
        this.upstream = upstream;
    }

    static boolean takes(Target target) {
        return target.vendor().dialect().hasCraftPaths();
    }

    void walk(Question question, Craft craft, Form form, List<Target> targets, boolean strict, Client client,
            Ledger ledger) {
        var type = Map.of("content-type", question.headers().getOrDefault("content-type", "application/json"));
        Draft.Writer drafts = (target, losses) -> {
            String model = target.model().id();
            byte[] body = Threads.on(question.body().length, () -> form.withModel(question.body(), model));
            return new Draft(target, target.vendor().aside(new Wire(craft.path(), type, body), model, losses), true);
        };
        List<Target> able = targets.stream().filter(HandingOn::takes).toList();
        try (Passed answer = upstream.pass(new Asked(able, drafts, strict, client).streamed())) {
            ledger.answeredBy(answer.origin());
            ledger.begins(answer.status());
            client.pass(answer.status(), headers(answer, ledger));
            for (byte[] piece = answer.next(); piece.length > 0; piece = answer.next()) {
                client.write(piece);
            }
            ledger.settle();
            client.end(new byte[0]);
        }
    }

    private static List<Map.Entry<String, String>> headers(Passed answer, Ledger ledger) {
        var headers = new ArrayList<>(Telling.headers(answer.origin(), ledger).entrySet());
        answer.headers().stream().map(header -> Map.entry(header.getKey().toLowerCase(Locale.ROOT), header.getValue()))
                .filter(header -> TOLD.contains(header.getKey())).forEach(headers::add);
        return headers;
    }
}
