package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.StreamWriter;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.model.StopReason;
import dev.pollux.model.Unfold;
import dev.pollux.model.Usage;
import dev.pollux.sse.Frame;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes one answer: as the events of a stream, and as the response object that stands in the last of them.
 *
 * <p>The whole answer of a request without a stream is that object; there are no frames then.
 */
final class EventWriter implements StreamWriter {
    /** Codex counts only events as signs of life; types that they do not know are nothing to all clients. */
    private static final byte[] KEEPALIVE = "event: keepalive\ndata: {\"type\":\"keepalive\"}\n\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final Request request;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Namespaces namespaces;
    private final Sequence sequence = new Sequence();
    private final List<ObjectNode> output = new ArrayList<>();
    private @Nullable ResponseObject response;
    private @Nullable OutputItem item;
    private @Nullable MessageItem lastMessage;
    private boolean refused;
    private boolean over;
    private Usage usage = Usage.UNKNOWN;
    private StopReason stop = new StopReason(StopReason.Kind.DONE, "");

    EventWriter(Request request, InstantSource clock, Supplier<String> ids) {
        this.request = request;
        this.clock = clock;
        this.ids = ids;
        this.namespaces = new Namespaces(request.tools().offered());
    }

    /** The whole answer. */
    static ObjectNode whole(Response answer, Request request, InstantSource clock, Supplier<String> ids) {
        var writer = new EventWriter(request, clock, ids);
        Unfold.to(writer::write, answer);
        return writer.begun("").json();
    }

    /** The official clients bear nothing before {@code response.created}. */
    @Override
    public void open(Consumer<Frame> out) {
        sequence.to(out);
        begun("");
        sequence.to(null);
    }

    @Override
    public byte[] heartbeat() {
        return KEEPALIVE.clone();
    }

    @Override
    public void write(Event event, Consumer<Frame> out) {
        sequence.to(out);
        write(event);
        sequence.to(null);
    }

    private void write(Event event) {
        if (over) {
            return;
        }
        switch (event) {
            case Event.Start start -> begun(start.id());
            case Event.Open open when open.candidate() == 0 -> open(open.head());
            case Event.Delta delta when delta.candidate() == 0 && item != null -> item.delta(delta.text());
            case Event.Close close when close.candidate() == 0 && item != null -> {
                item.close(close.marks());
                if (item instanceof CallItem || item instanceof WholeItem) {
                    endItem(true);
                }
            }
            case Event.Cite cite when cite.candidate() == 0 && item != null -> item.cite(cite.citation());
            case Event.Logprobs logprobs when logprobs.candidate() == 0 && lastMessage != null ->
                lastMessage.logprobs(logprobs.tokens());
            case Event.Tokens tokens -> usage = tokens.usage().after(usage);
            case Event.Finish finish when finish.candidate() == 0 -> stop = finish.reason();
            case Event.Opaque opaque when opaque.origin().equals(Words.DIALECT) -> begun("").extras(opaque.json());
            case Event.End _ -> end();
            case Event.Failed failed -> fail(failed.failure());
            case Event.Open _,Event.Delta _,Event.Close _,Event.Cite _,Event.Logprobs _,Event.Finish _,Event.Opaque _ -> {
                // one answer has one candidate here
            }
        }
    }

    private ResponseObject begun(String id) {
        if (response != null) {
            return response;
        }
        String own = id.startsWith("resp_") ? id : "resp_" + (id.isEmpty() ? ids.get() : id);
        ResponseObject begun = new ResponseObject(request, own, clock.millis() / 1000);
        response = begun;
        sequence.add("response.created", data -> data.set("response", begun.json()));
        sequence.add("response.in_progress", data -> data.set("response", begun.json()));
        return begun;
    }

    private void open(Block head) {
        begun("");
        switch (head) {
            case Block.Text text -> {
                refused |= text.refusal();
                block(text);
            }
            case Block.Thinking thinking -> block(thinking);
            case Block.ToolCall call -> block(call);
            case Block.Media media when Pictures.isInline(media) -> block(media);
            case Block.Media media -> {
                block(new Block.Text(""));
                if (item != null) {
                    item.delta(Pictures.link(media));
                }
            }
            case Block.Opaque opaque when opaque.origin().equals(Words.DIALECT) -> block(opaque);
            case Block.Opaque _,Block.ToolResult _ -> endItem(true);
        }
    }

    private void block(Block head) {
        if (item == null || !item.takes(head)) {
            endItem(true);
            begin(item(head));
        }
        if (item != null) {
            item.open(head);
        }
    }

    private OutputItem item(Block head) {
        int index = output.size();
        return switch (head) {
            case Block.Text text -> new MessageItem(sequence, index, text.marks().extras(), mint("msg_"));
            case Block.Thinking thinking -> new ReasoningItem(sequence, index, thinking.marks().extras(), mint("rs_"));
            case Block.ToolCall call ->
                new CallItem(sequence, index, call, namespaces, mint(call.custom() ? "ctc_" : "fc_"));
            case Block.Media media -> new WholeItem(sequence, index, Pictures.begun(), Pictures.write(media),
                    media.marks().extras(), mint("ig_"));
            case Block.Opaque opaque -> new WholeItem(sequence, index, opaque.json().deepCopy(), Json.object(),
                    opaque.marks().extras(), mint("item_"));
            case Block.ToolResult _ -> throw new IllegalArgumentException("a result of a tool is no output");
        };
    }

    private String mint(String prefix) {
        return prefix + ids.get();
    }

    private void begin(OutputItem begun) {
        item = begun;
        if (begun instanceof MessageItem message) {
            lastMessage = message;
        }
        begun.begin();
    }

    private void endItem(boolean complete) {
        if (item != null) {
            item.end(complete);
            output.add(item.item());
            item = null;
        }
    }

    private void end() {
        ResponseObject whole = begun("");
        if (stop.kind() == StopReason.Kind.INVALID && output.isEmpty() && item == null) {
            fail(Failure.of(Failure.Kind.UPSTREAM_ERROR,
                    stop.message().orElse("What the model answered could not be used: " + stop.raw() + ".")));
            return;
        }
        String reason = switch (stop.kind()) {
            case LENGTH -> "max_output_tokens";
            case FILTERED -> "content_filter";
            case REFUSED -> refused ? "" : "content_filter";
            case DONE, STOP_TEXT, TOOL_CALLS, PAUSED, INVALID, OTHER -> "";
        };
        endItem(reason.isEmpty());
        over = true;
        whole.end(clock.millis() / 1000, ResponseObject.output(output), usage);
        if (!reason.isEmpty()) {
            whole.incomplete(reason);
        }
        sequence.add(reason.isEmpty() ? "response.completed" : "response.incomplete",
                data -> data.set("response", whole.json()));
    }

    /**
     * The two endings in which vendors tell a failure: the official clients raise the first, Codex reads the second.
     */
    private void fail(Failure failure) {
        if (sequence.isSilent()) {
            throw new FailureException(failure);
        }
        over = true;
        StreamFailure told = StreamFailure.of(failure);
        sequence.add("error", data -> data.set("error", told.error()));
        ResponseObject whole = response == null
                ? new ResponseObject(request, mint("resp_"), clock.millis() / 1000)
                : response;
        whole.failed(told.code(), told.failure(), ResponseObject.output(output));
        sequence.add("response.failed", data -> data.set("response", whole.json()));
    }
}
