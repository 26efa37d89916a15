package dev.pollux.dialect.openairesponses;

import dev.pollux.json.Json;
import dev.pollux.sse.Frame;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The numbered events of one stream; without a receiver they are not even made. */
final class Sequence {
    private static final byte[] NO_LOGPROBS = "\",\"logprobs\":[]}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSED = "\"}".getBytes(StandardCharsets.US_ASCII);

    private int number;
    private @Nullable Consumer<Frame> out;

    void to(@Nullable Consumer<Frame> receiver) {
        out = receiver;
    }

    boolean isSilent() {
        return out == null;
    }

    void add(String type, Consumer<ObjectNode> fields) {
        if (out != null) {
            ObjectNode data = Json.object().put("type", type).put("sequence_number", number++);
            fields.accept(data);
            out.accept(Frame.of(type, Json.bytes(data)));
        }
    }

    /**
     * A way to send the pieces of one text, of which all that does not change is made once.
     *
     * @param place the index of the part in the item, as {@code "content_index":0,}; empty where there is none
     * @param logprobs the event must have them, if only as an empty list
     */
    Pieces pieces(String type, String itemId, int outputIndex, String place, boolean logprobs) {
        byte[] head = ("{\"type\":\"" + type + "\",\"sequence_number\":").getBytes(StandardCharsets.US_ASCII);
        byte[] middle = (",\"item_id\":" + Json.text(Json.array().add(itemId).get(0)) + ",\"output_index\":"
                + outputIndex + "," + place + "\"delta\":\"").getBytes(StandardCharsets.UTF_8);
        return piece -> {
            if (out != null) {
                byte[] count = Integer.toString(number++).getBytes(StandardCharsets.US_ASCII);
                byte[] text = JsonStringEncoder.getInstance().quoteAsUTF8(piece);
                out.accept(Frame.of(type, join(head, count, middle, text, logprobs ? NO_LOGPROBS : CLOSED)));
            }
        };
    }

    private static byte[] join(byte[]... pieces) {
        int length = 0;
        for (byte[] piece : pieces) {
            length += piece.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, joined, at, piece.length);
            at += piece.length;
        }
        return joined;
    }

    /** Sends the next piece of a text. */
    interface Pieces {
        /** @param piece without half a surrogate pair */
        void send(String piece);
    }
}
