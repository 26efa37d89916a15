package dev.pollux.observe;

import dev.pollux.observe.Detail.Stage;
import dev.pollux.transcript.Talk;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Takes down one request and its answer, each in one piece when it has ended. */
final class DetailTalk implements Talk {
    private final String id;
    private final int call;
    private final Mask mask;
    private final int limit;
    private final Consumer<Detail> details;
    private final List<String> hidden;
    private @Nullable Side asking;
    private @Nullable Side answering;
    private boolean over;

    /**
     * @param hidden of all talks of one exchange
     * @param details takes what is complete
     */
    DetailTalk(String id, int call, Mask mask, List<String> hidden, int limit, Consumer<Detail> details) {
        this.id = id;
        this.call = call;
        this.mask = mask;
        this.hidden = hidden;
        this.limit = limit;
        this.details = details;
    }

    @Override
    public boolean isHeard() {
        return true;
    }

    @Override
    public void hides(String secret) {
        hidden.add(secret);
    }

    @Override
    public synchronized void asks(String line, Iterable<Map.Entry<String, String>> headers) {
        asking = new Side(call == 0 ? Stage.CLIENT_REQUEST : Stage.UPSTREAM_REQUEST, line, headers);
    }

    @Override
    public synchronized void asks(byte[] piece) {
        if (asking != null) {
            asking.body.add(piece);
        }
    }

    @Override
    public synchronized void asked() {
        askedUntil("complete");
    }

    @Override
    public synchronized void answers(String line, Iterable<Map.Entry<String, String>> headers) {
        askedUntil("answered before its end");
        if (answering == null && !over) {
            answering = new Side(call == 0 ? Stage.CLIENT_RESPONSE : Stage.UPSTREAM_RESPONSE, line, headers);
        }
    }

    @Override
    public synchronized void answers(byte[] piece) {
        if (answering != null) {
            answering.body.add(piece);
        }
    }

    @Override
    public synchronized void ends(String how) {
        if (!over) {
            answers("no answer", List.of());
            over = true;
            if (answering != null) {
                answering.end(how);
                answering = null;
            }
        }
    }

    private void askedUntil(String how) {
        if (asking != null) {
            asking.end(how);
            asking = null;
        }
    }

    /** What one side says. */
    private final class Side {
        private final long at = System.currentTimeMillis();
        private final long begun = System.nanoTime();
        private final Stage stage;
        private final String line;
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();
        private final Excerpt body;

        Side(Stage stage, String line, Iterable<Map.Entry<String, String>> headers) {
            this.stage = stage;
            this.line = line;
            headers.forEach(header -> this.headers.add(Map.entry(header.getKey(), header.getValue())));
            this.body = new Excerpt(isText() ? limit : 0);
        }

        private boolean isText() {
            return headers.stream().filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                    .allMatch(header -> header.getValue().matches("(?i)text/.*|.*(json|xml|urlencoded).*"));
        }

        void end(String how) {
            details.accept(new Detail(at, (System.nanoTime() - begun) / 1_000_000, id, stage, call, line, headers,
                    body, how, mask, hidden));
        }
    }
}
