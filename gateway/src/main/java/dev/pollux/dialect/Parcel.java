package dev.pollux.dialect;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A request that goes to a vendor as it came.
 *
 * @param path behind the vendor's address without its version, encoded as it came, with its query
 * @param headers without credentials, and without those that concern one connection only
 * @param start of the body: held, so that it can be sent again
 * @param rest of the body, which can be read once; empty if the start is all of it
 */
public record Parcel(String method, String path, List<Map.Entry<String, String>> headers, byte[] start,
        Optional<Body> rest) {
    /** Headers of one connection (RFC 9110, section 7.6.1), in lower case. */
    public static final Set<String> OF_ONE_CONNECTION = Set.of("connection", "keep-alive", "proxy-connection",
            "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade");

    public Parcel {
        headers = List.copyOf(headers);
    }

    /** A body that comes piece by piece. */
    public interface Body {

        /**
         * The next piece, of no bytes at the end; waits for it.
         *
         * @throws dev.pollux.model.FailureException if the body is too long, too slow or breaks off
         */
        byte[] next();
    }

    /** The same with a longer start: the whole body, if it ends within so many bytes or in the piece that reaches them. */
    public Parcel held(int most) {
        Body body = rest.orElse(null);
        if (body == null) {
            return this;
        }
        var read = new ByteArrayOutputStream();
        read.writeBytes(start);
        while (read.size() < most) {
            byte[] piece = body.next();
            if (piece.length == 0) {
                return new Parcel(method, path, headers, read.toByteArray(), Optional.empty());
            }
            read.writeBytes(piece);
        }
        return new Parcel(method, path, headers, read.toByteArray(), rest);
    }

    /** The length of the body, where it is known. */
    public OptionalLong length() {
        if (rest.isEmpty()) {
            return OptionalLong.of(start.length);
        }
        return headers.stream().filter(header -> header.getKey().equalsIgnoreCase("content-length"))
                .mapToLong(header -> Long.parseLong(header.getValue().strip())).findFirst();
    }
}
