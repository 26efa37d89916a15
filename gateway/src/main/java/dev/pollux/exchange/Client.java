package dev.pollux.exchange;

import dev.pollux.model.Failure;
import dev.pollux.sse.FrameWriter;
import dev.pollux.upstream.Errand;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way back to whoever asked.
 *
 * <p>Either {@link #answer} once, or {@link #begin} or {@link #pass}, any number of {@link #write}, and {@link #end} or {@link #abort}. A
 * client that has left interrupts the thread of its exchange. For that thread only.
 */
public interface Client extends Errand {

    /** A whole answer. */
    void answer(int status, String contentType, Map<String, String> headers, byte[] body);

    /** An answer begins that is not ours: its status, and those of its headers that concern the client. */
    void pass(int status, List<Map.Entry<String, String>> headers);

    /** A stream begins; nothing is sent before its first bytes. */
    void begin(String contentType, Map<String, String> headers);

    /**
     * Sends bytes of the stream at once.
     *
     * <p>Waits while the client reads more slowly than we write.
     *
     * @throws dev.pollux.model.FailureException {@code CLIENT_GONE}, also if the client reads nothing for too long
     */
    void write(byte[] bytes);

    /** Sends the last bytes and ends the stream in good order. */
    void end(byte[] bytes);

    /** Sends the last bytes and breaks the connection off, so that nobody takes the stream for complete. */
    void abort(byte[] bytes);

    /** Why the gateway itself has interrupted the thread of the exchange, if it was not the client's leaving. */
    default Optional<Failure> stopped() {
        return Optional.empty();
    }

    /** How the frames of a stream to this client are written, where that is not as plainly as usual. */
    default FrameWriter frames(FrameWriter plain) {
        return plain;
    }

    /** The address of this server as the client wrote it: scheme and authority, without a slash at its end. */
    String address();
}
