package dev.pollux.exchange;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.StreamWriter;
import dev.pollux.media.Pictures;
import dev.pollux.model.Event;
import dev.pollux.model.JsonFence;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.sse.Frame;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes answers as their client can take them: JSON without the fence that a model may have put around it, and links in
 * the place of pictures where the dialect has no place for them.
 */
final class Presentation {
    private final Dialect dialect;
    private final Request request;
    private final Pictures pictures;
    private final Supplier<String> base;
    private final boolean fenced;
    private final boolean inText;

    /** @param base the address of our server, as the client wrote it */
    Presentation(Dialect dialect, Request request, Pictures pictures, Supplier<String> base) {
        this.dialect = dialect;
        this.request = request;
        this.pictures = pictures;
        this.base = base;
        this.fenced = JsonFence.mayStandAround(request);
        this.inText = pictures.inText() && !dialect.showsPictures();
    }

    ObjectNode whole(Response response) {
        Response unfenced = fenced ? JsonFence.off(response) : response;
        return dialect.writeResponse(inText ? pictures.inText(unfenced, base) : unfenced, request);
    }

    StreamWriter stream() {
        StreamWriter writer = dialect.streamWriter(request);
        return fenced || inText ? new Changed(writer) : writer;
    }

    /** Changes events before they are written. */
    private final class Changed implements StreamWriter {
        private final StreamWriter writer;
        private final Consumer<Event> events;
        private @Nullable Consumer<Frame> frames;

        private Changed(StreamWriter writer) {
            this.writer = writer;
            Consumer<Event> last = event -> {
                if (frames != null) {
                    writer.write(event, frames);
                }
            };
            Consumer<Event> shown = inText ? pictures.inText(last, base) : last;
            this.events = fenced ? JsonFence.before(shown) : shown;
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
}
