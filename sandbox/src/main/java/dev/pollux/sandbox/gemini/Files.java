package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.wire.Answer.Whole;
import dev.pollux.sandbox.wire.Ask;
import dev.pollux.sandbox.wire.Errors.Refused;
import dev.pollux.sandbox.wire.Ids;
import dev.pollux.sandbox.wire.Json;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files, and the resumable protocol by which they come: its second address needs no key. */
final class Files {
    private static final Pattern START = Pattern.compile("/upload/v[0-9][a-z0-9]*/files");
    private static final Pattern PATH = Pattern.compile("/v[0-9][a-z0-9]*/files(?:/([^/:]+))?");
    private static final Duration KEPT = Duration.ofDays(2);

    private final Belongings files = new Belongings("403-file");
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

    /** A file on its way. */
    private record Upload(String key, String base, String name, String mimeType, String displayName,
            ByteArrayOutputStream bytes) {}

    static boolean owns(Ask ask) {
        return START.matcher(ask.path()).matches() || PATH.matcher(ask.path()).matches();
    }

    boolean isUpload(Ask ask) {
        return START.matcher(ask.path()).matches() && !ask.query("upload_id").isEmpty();
    }

    Whole answer(Ask ask, String key) {
        if (START.matcher(ask.path()).matches()) {
            return start(ask, key);
        }
        Matcher path = PATH.matcher(ask.path());
        if (path.matches() && path.group(1) != null) {
            return files.answer(ask.method(), "files/" + path.group(1), key);
        }
        if (!ask.method().equals("GET")) {
            throw new Refused(Refusals.ERRORS.of("405"));
        }
        return files.list("files", key);
    }

    /** @throws Refused if a question names a file of another key */
    void check(ObjectNode request, String key) {
        for (String uri : request.findValuesAsString("fileUri")) {
            int name = uri.indexOf("/files/");
            if (name >= 0) {
                files.get(uri.substring(name + 1), key);
            }
        }
    }

    private Whole start(Ask ask, String key) {
        if (!ask.header("x-goog-upload-command").equals("start")) {
            throw Refusals.invalid("The upload command must be start.");
        }
        var file = ask.json().map(json -> json.path("file")).orElseGet(Json.MAPPER::createObjectNode);
        String id = Ids.next("sbx");
        String base = "http://" + ask.header("host");
        uploads.put(id, new Upload(key, base, file.path("name").asString("files/" + id),
                file.path("mimeType").asString(ask.header("x-goog-upload-header-content-type")),
                file.path("displayName").asString(""), new ByteArrayOutputStream()));
        return new Whole(200, Map.of("x-goog-upload-status", "active", "x-goog-upload-url",
                base + ask.path() + "?upload_id=" + id + "&upload_protocol=resumable"), "");
    }

    /** Takes one piece of a file, or the last. */
    Whole receive(Ask ask) {
        Upload upload = uploads.get(ask.query("upload_id"));
        if (upload == null) {
            throw new Refused(Refusals.ERRORS.of("404-path"));
        }
        if (!ask.header("x-goog-upload-offset").equals(Integer.toString(upload.bytes().size()))) {
            throw Refusals.invalid("The upload offset does not match the bytes received so far.");
        }
        upload.bytes().writeBytes(ask.bytes());
        if (!ask.header("x-goog-upload-command").contains("finalize")) {
            return new Whole(200, Map.of("x-goog-upload-status", "active"), "");
        }
        uploads.remove(ask.query("upload_id"));
        ObjectNode file = file(upload);
        files.put(upload.name(), upload.key(), file);
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set("file", file);
        var headers = new LinkedHashMap<>(Gemini.JSON);
        headers.put("x-goog-upload-status", "final");
        return new Whole(200, headers, Json.line(body));
    }

    private static ObjectNode file(Upload upload) {
        Instant now = Instant.now();
        ObjectNode file = Json.MAPPER.createObjectNode();
        file.put("name", upload.name()).put("displayName", upload.displayName()).put("mimeType", upload.mimeType());
        file.put("sizeBytes", Integer.toString(upload.bytes().size()));
        file.put("createTime", now.toString()).put("updateTime", now.toString());
        file.put("expirationTime", now.plus(KEPT).toString()).put("sha256Hash", hash(upload.bytes().toByteArray()));
        file.put("uri", upload.base() + "/v1beta/" + upload.name());
        return file.put("state", "ACTIVE").put("source", "UPLOADED");
    }

    private static String hash(byte[] bytes) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
