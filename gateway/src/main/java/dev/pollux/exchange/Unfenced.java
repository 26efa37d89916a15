package dev.pollux.exchange;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.StreamWriter;
import dev.pollux.model.Event;
import dev.pollux.model.JsonFence;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.sse.Frame;
import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** Writes answers of those who asked for JSON without the fence that a model may have put around it. */
final class Unfenced implements StreamWriter {
    private final StreamWriter writer;
    private final Consumer<Event> events;
    private @Nullable Consumer<Frame> frames;

    private Unfenced(StreamWriter writer) {
        this.writer = writer;
        this.events = JsonFence.before(event -> {
            if (frames != null) {
                writer.write(event, frames);
            }
        });
    }

    static StreamWriter writer(Dialect dialect, Request request) {
        StreamWriter writer = dialect.streamWriter(request);
        return JsonFence.mayStandAround(request) ? new Unfenced(writer) : writer;
    }

    static Response response(Response response, Request request) {
        return JsonFence.mayStandAround(request) ? JsonFence.off(response) : response;
    }

    @Override
    public void write(Event event, Consumer<Frame> out) {
        frames = out;
        events.accept(event);
    }

    @Override
    public void open(Consumer<Frame> out) {
        writer.open(out);
    }

    @Override
    public byte[] heartbeat() {
        return writer.heartbeat();
    }
}
