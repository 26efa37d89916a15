package dev.pollux.exchange;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path of Gemini's API names.
 *
 * @param collection its first word behind the version, as {@code files}
 * @param thing as {@code files/abc}; empty where it names none
 * @param model whose method is called, or whose operation it is
 */
record Named(String collection, String thing, Optional<String> model) {
    /** In front of the names of uploads on their way. */
    static final String UPLOADS = "uploads/";
    private static final Pattern PATH = Pattern.compile("(?:/(?:upload|download))?/v[^/]+/([^?]*)(?:\\?.*)?");
    private static final Pattern MODEL = Pattern.compile("models/([^/]+)(/operations/.+)?");
    private static final Pattern UPLOAD = Pattern.compile("[?&]upload_id=([^&]+)");

    static Named in(String path) {
        Matcher place = PATH.matcher(path);
        String whole = place.matches() ? place.group(1) : "";
        int colon = whole.indexOf(':', whole.lastIndexOf('/') + 1);
        String name = colon < 0 ? whole : whole.substring(0, colon);
        String collection = name.split("/", 2)[0];
        Optional<String> upload = upload(path);
        if (upload.isPresent()) {
            return new Named(collection, UPLOADS + upload.get(), Optional.empty());
        }
        Matcher model = MODEL.matcher(name);
        if (model.matches()) {
            return new Named(collection, model.group(2) == null ? "" : name,
                    Optional.of(URLDecoder.decode(model.group(1), StandardCharsets.UTF_8)));
        }
        return new Named(collection, name.indexOf('/') > 0 ? name : "", Optional.empty());
    }

    /** The upload that an address leads to. */
    static Optional<String> upload(String address) {
        Matcher upload = UPLOAD.matcher(address);
        return upload.find() ? Optional.of(upload.group(1)) : Optional.empty();
    }
}
