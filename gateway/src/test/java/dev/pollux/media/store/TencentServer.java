package dev.pollux.media.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * Tencent's store in small: checks each signature as its documentation says (HMAC-SHA1 over method, path and headers).
 */
final class TencentServer extends FileShelf {
    private final String id;
    private final String secret;

    TencentServer(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    @Override
    Reply serve(Call call) {
        if (!isSigned(call)) {
            return refusal(403, "SignatureDoesNotMatch");
        }
        return switch (call.method()) {
            case "PUT" -> {
                files.put(call.path(), call.body());
                yield new Reply(200, Map.of("ETag", tag(call.body())), new byte[0]);
            }
            case "DELETE" -> {
                files.remove(call.path());
                yield new Reply(204, Map.of(), new byte[0]);
            }
            default -> {
                byte[] file = files.get(call.path());
                yield file == null ? refusal(404, "NoSuchKey") : new Reply(200, Map.of("ETag", tag(file)), file);
            }
        };
    }

    private static String tag(byte[] file) {
        return '"' + hex("MD5", file) + '"';
    }

    private static Reply refusal(int status, String code) {
        return new Reply(status, "application/xml", "<?xml version='1.0' encoding='utf-8' ?><Error><Code>" + code
                + "</Code><Message>" + code + "</Message></Error>");
    }

    private boolean isSigned(Call call) {
        Map<String, String> said = new HashMap<>();
        String header = call.header("authorization");
        for (String pair : header.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                said.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        var headers = new StringBuilder();
        String list = said.getOrDefault("q-header-list", "");
        for (String name : list.isEmpty() ? new String[0] : list.split(";", -1)) {
            headers.append(headers.isEmpty() ? "" : "&").append(encoded(name)).append('=')
                    .append(encoded(call.header(name)));
        }
        String time = said.getOrDefault("q-sign-time", "");
        String key = HexFormat.of()
                .formatHex(hmacSha1(secret.getBytes(UTF_8), said.getOrDefault("q-key-time", "").getBytes(UTF_8)));
        String http = call.method().toLowerCase(Locale.ROOT) + "\n" + call.path()
                + "\n\n" + headers + "\n";
        String text = "sha1\n" + time + "\n" + hex("SHA-1", http.getBytes(UTF_8)) + "\n";
        String signature = HexFormat.of().formatHex(hmacSha1(key.getBytes(UTF_8), text.getBytes(UTF_8)));
        return id.equals(said.get("q-ak")) && signature.equals(said.get("q-signature"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
