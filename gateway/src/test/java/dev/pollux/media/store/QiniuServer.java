package dev.pollux.media.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pollux.json.Json;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Qiniu's store in small: uploads by form with a token, deletes by a signed call, reads by a signed address, each checked as its
 * documentation says.
 */
final class QiniuServer extends FileShelf {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
    private static final int BAD_TOKEN = 401;
    private static final int NO_SUCH_FILE = 612;

    private final String bucket;
    private final String id;
    private final String secret;

    QiniuServer(String bucket, String id, String secret) {
        this.bucket = bucket;
        this.id = id;
        this.secret = secret;
    }

    @Override
    Reply serve(Call call) {
        if (call.path().startsWith("/files/")) {
            return read(call);
        }
        return call.path().startsWith("/delete/") ? delete(call) : upload(call);
    }

    private static Reply json(int status, String body) {
        return new Reply(status, "application/json", body);
    }

    private Reply upload(Call call) {
        Matcher boundary = BOUNDARY.matcher(call.header("content-type"));
        if (!boundary.find()) {
            return json(400, "{\"error\":\"no form\"}");
        }
        String form = new String(call.body(), ISO_8859_1);
        String key = field(form, boundary.group(1), "key");
        String[] token = field(form, boundary.group(1), "token").split(":", -1);
        boolean signed = token.length == 3 && token[0].equals(id) && token[1].equals(sign(token[2]));
        String policy = signed ? new String(Base64.getUrlDecoder().decode(token[2]), UTF_8) : "{}";
        if (!Json.tree(policy).path("scope").asString("").equals(bucket + ":" + key)) {
            return json(BAD_TOKEN, "{\"error\":\"bad token\"}");
        }
        files.put(key, field(form, boundary.group(1), "file").getBytes(ISO_8859_1));
        return json(200, "{\"key\":\"" + key + "\"}");
    }

    private Reply delete(Call call) {
        String entry = new String(Base64.getUrlDecoder().decode(call.path().substring("/delete/".length())), UTF_8);
        String shown = call.header("authorization");
        if (!shown.equals("QBox " + id + ":" + sign(call.path() + "\n"))
                && !shown.equals("Qiniu " + id + ":" + sign(spelled(call)))) {
            return json(BAD_TOKEN, "{\"error\":\"bad token\"}");
        }
        return files.remove(entry.substring(entry.indexOf(':') + 1)) == null
                ? json(NO_SUCH_FILE, "{\"error\":\"no such file or directory\"}")
                : json(200, "{}");
    }

    private Reply read(Call call) {
        String address = base() + call.uri();
        int token = address.indexOf("&token=");
        if (token < 0 || !address.substring(token + 7).equals(id + ":" + sign(address.substring(0, token)))) {
            return json(BAD_TOKEN, "{\"error\":\"bad token\"}");
        }
        byte[] file = files.get(call.path().substring("/files/".length()));
        return file == null ? json(404, "{\"error\":\"Document not found\"}") : new Reply(200, Map.of(), file);
    }

    /** What is signed of a call in the newer scheme: method, address, type, the headers that begin with its name, body. */
    private static String spelled(Call call) {
        var text = new StringBuilder(call.method()).append(' ').append(call.path()).append("\nHost: ")
                .append(call.header("host"));
        String type = call.header("content-type");
        if (!type.isEmpty()) {
            text.append("\nContent-Type: ").append(type);
        }
        call.headers().entrySet().stream().filter(header -> header.getKey().startsWith("x-qiniu-"))
                .sorted(Map.Entry.comparingByKey())
                .forEach(header -> text.append('\n').append(canonical(header.getKey())).append(": ")
                        .append(header.getValue()));
        text.append("\n\n");
        return type.isEmpty() || type.equals("application/octet-stream")
                ? text.toString()
                : text + new String(call.body(), UTF_8);
    }

    private static String canonical(String header) {
        var name = new StringBuilder();
        for (String word : header.split("-", -1)) {
            name.append(name.isEmpty() ? "" : "-").append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    private static String field(String form, String boundary, String name) {
        return Arrays.stream(form.split(Pattern.quote("--" + boundary), -1))
                .filter(part -> part.contains("name=\"" + name + "\"")).findFirst()
                .map(part -> part.substring(part.indexOf("\r\n\r\n") + 4, part.length() - 2)).orElse("");
    }

    private String sign(String text) {
        return Base64.getUrlEncoder().encodeToString(hmacSha1(secret.getBytes(UTF_8), text.getBytes(UTF_8)));
    }
}
