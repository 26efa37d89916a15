package dev.pollux.dialect.gemini;

import dev.pollux.model.Block;
import dev.pollux.model.Block.Media.Kind;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a MIME type, an address or the first bytes tell of a picture, sound, film or document. */
final class MediaTypes {
    private static final Map<String, String> BY_ENDING = Map.ofEntries(Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"), Map.entry("png", "image/png"), Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"), Map.entry("heic", "image/heic"), Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"), Map.entry("mp3", "audio/mp3"), Map.entry("wav", "audio/wav"),
            Map.entry("mp4", "video/mp4"), Map.entry("webm", "video/webm"), Map.entry("mov", "video/quicktime"));
    /** First bytes of a file, as base64 shows them. */
    private static final Map<String, String> BY_START = Map.of("/9j/", "image/jpeg", "iVBORw0KG", "image/png", "R0lGOD",
            "image/gif", "JVBERi0", "application/pdf", "SUQz", "audio/mp3");

    private MediaTypes() {}

    static Kind kind(String mimeType) {
        int slash = mimeType.indexOf('/');
        return switch (slash < 0 ? "" : mimeType.substring(0, slash).toLowerCase(Locale.ROOT)) {
            case "image" -> Kind.IMAGE;
            case "audio" -> Kind.AUDIO;
            case "video" -> Kind.VIDEO;
            default -> Kind.DOCUMENT;
        };
    }

    /** Files of Google, in any of their forms, and films of YouTube mean something to Google alone. */
    static Block.Source source(String fileUri) {
        boolean link = fileUri.startsWith("https://") || fileUri.startsWith("http://");
        return link && !isGooglesOwn(fileUri)
                ? new Block.Source.Link(fileUri)
                : new Block.Source.Stored(Gemini.NAME, fileUri);
    }

    private static boolean isGooglesOwn(String url) {
        String host = host(url);
        return host.equals("generativelanguage.googleapis.com") || host.equals("youtu.be")
                || host.equals("youtube.com") || host.endsWith(".youtube.com");
    }

    private static String host(String url) {
        try {
            String host = URI.create(url).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /** The MIME type of what an address names, by its ending. */
    static Optional<String> ofAddress(String url) {
        int end = url.length();
        for (char behind : new char[]{'?', '#'}) {
            int at = url.indexOf(behind);
            end = at < 0 ? end : Math.min(end, at);
        }
        int dot = url.lastIndexOf('.', end - 1);
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(BY_ENDING.get(url.substring(dot + 1, end).toLowerCase(Locale.ROOT)));
    }

    /** The MIME type of bytes, by how they begin. */
    static Optional<String> ofBytes(String base64) {
        if (base64.startsWith("UklGR") && base64.length() > 16) {
            // behind "RIFF" and the length stands WAVE or WEBP, of which the last three letters fill characters 12 to 15
            return Optional.of(base64.startsWith("QVZF", 12) ? "audio/wav" : "image/webp");
        }
        return BY_START.entrySet().stream().filter(entry -> base64.startsWith(entry.getKey())).findFirst()
                .map(Map.Entry::getValue);
    }
}
