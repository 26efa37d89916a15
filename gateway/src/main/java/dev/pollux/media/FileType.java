package dev.pollux.media;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a file is, by what its server says and by how its bytes begin. */
final class FileType {
    /** They hold sound, film or both: only the server knows which. */
    private static final Set<String> CONTAINERS = Set.of("audio/mp4", "video/mp4", "video/quicktime", "video/webm",
            "audio/ogg");
    /** What servers say that know nothing of a file. */
    private static final Set<String> SAYS_NOTHING = Set.of("", "application/octet-stream", "binary/octet-stream");
    /** How files begin; bytes as characters of Latin-1. */
    private static final List<Start> STARTS = List.of(
            new Start("\u0089PNG\r\n\u001a\n", "image/png"), new Start("\u00ff\u00d8\u00ff", "image/jpeg"),
            new Start("GIF87a", "image/gif"), new Start("GIF89a", "image/gif"), new Start("BM", "image/bmp"),
            new Start("II*\0", "image/tiff"), new Start("MM\0*", "image/tiff"),
            new Start("\0\0\1\0", "image/x-icon"), new Start("%PDF-", "application/pdf"),
            new Start("ID3", "audio/mpeg"), new Start("\u00ff\u00fb", "audio/mpeg"),
            new Start("\u00ff\u00f3", "audio/mpeg"), new Start("\u00ff\u00f2", "audio/mpeg"),
            new Start("\u00ff\u00f1", "audio/aac"), new Start("\u00ff\u00f9", "audio/aac"),
            new Start("fLaC", "audio/flac"), new Start("OggS", "audio/ogg"),
            new Start("\u001aE\u00df\u00a3", "video/webm"), new Start("\0\0\1\u00ba", "video/mpeg"),
            new Start("\0\0\1\u00b3", "video/mpeg"), new Start("FLV\1", "video/x-flv"),
            new Start("<!doctype html", "text/html"), new Start("<html", "text/html"), new Start("<?xml", "text/xml"),
            new Start("<svg", "text/xml"), new Start("PK\3\4", "application/zip"),
            new Start("\u001f\u008b", "application/gzip"), new Start("\u007fELF", "application/x-executable"));

    private record Start(String bytes, String type) {}

    private FileType() {}

    /** The type in a Content-Type header, without its parameters; empty where the server says nothing. */
    static String declared(String header) {
        int semicolon = header.indexOf(';');
        String type = (semicolon < 0 ? header : header.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        return SAYS_NOTHING.contains(type) ? "" : type;
    }

    /** Whether a type is one of a list that may name whole families. */
    static boolean isAllowed(String type, Set<String> allowed) {
        return allowed.contains(type) || allowed.contains(family(type) + "*");
    }

    /**
     * The real type of a file.
     *
     * @throws RefusedException if the bytes are not what the server says, or no type that is allowed
     */
    static String of(String declared, byte[] bytes, Set<String> allowed) {
        Optional<String> seen = seen(bytes);
        String type = declared.isEmpty() ? seen.orElse("") : agreed(declared, seen, bytes);
        if (!isAllowed(type, allowed)) {
            throw new RefusedException("its content type is not one of those that are taken");
        }
        return type;
    }

    private static String agreed(String declared, Optional<String> seen, byte[] bytes) {
        String family = family(declared);
        boolean agree = switch (family) {
            case "image/" -> seen.isPresent() && family(seen.get()).equals(family);
            case "audio/", "video/" -> seen.isEmpty() || family(seen.get()).equals(family)
                    || CONTAINERS.contains(seen.get());
            case "text/" -> (seen.isEmpty() || family(seen.get()).equals(family)) && !holdsZero(bytes);
            default -> declared.equals("application/pdf")
                    ? seen.filter(declared::equals).isPresent()
                    : seen.isEmpty() || seen.get().equals(declared);
        };
        if (!agree) {
            throw new RefusedException("its bytes are not of the content type that its server says");
        }
        // Many servers say image/png of every picture: the bytes know better, save for what they cannot tell.
        boolean bytesKnow = seen.isPresent() && !CONTAINERS.contains(seen.get()) && !family.equals("text/");
        return bytesKnow ? seen.get() : declared;
    }

    private static Optional<String> seen(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1);
        if (start.startsWith("RIFF") && start.length() >= 12) {
            return switch (start.substring(8, 12)) {
                case "WEBP" -> Optional.of("image/webp");
                case "WAVE" -> Optional.of("audio/wav");
                case "AVI " -> Optional.of("video/x-msvideo");
                default -> Optional.of("application/octet-stream");
            };
        }
        if (start.startsWith("FORM") && start.startsWith("AIF", 8)) {
            return Optional.of("audio/aiff");
        }
        if (start.startsWith("ftyp", 4) && start.length() >= 12) {
            return Optional.of(switch (start.substring(8, 12)) {
                case "avif", "avis" -> "image/avif";
                case "heic", "heix", "hevc", "heim", "heis" -> "image/heic";
                case "mif1", "msf1" -> "image/heif";
                case "M4A ", "M4B " -> "audio/mp4";
                case "qt  " -> "video/quicktime";
                default -> "video/mp4";
            });
        }
        String text = start.stripLeading();
        return STARTS.stream().filter(one -> start.startsWith(one.bytes())
                || (one.bytes().charAt(0) == '<' && text.regionMatches(true, 0, one.bytes(), 0, one.bytes().length())))
                .map(Start::type).findFirst();
    }

    private static boolean holdsZero(byte[] bytes) {
        for (byte one : bytes) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }

    private static String family(String type) {
        return type.substring(0, type.indexOf('/') + 1);
    }
}
