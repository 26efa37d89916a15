package dev.pollux.dialect.gemini;

import dev.pollux.model.Block.Media.Detail;
import dev.pollux.model.StopReason;
import dev.pollux.model.Thinking.Effort;
import dev.pollux.model.Tool.Hosted;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of this API and what they are in the middle. */
final class Words {
    private static final String RESOLUTION = "MEDIA_RESOLUTION_";
    private static final Set<String> FILTERED = Set.of("SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII",
            "RECITATION",
            "LANGUAGE", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION");
    private static final Set<String> INVALID = Set.of("MALFORMED_FUNCTION_CALL", "MALFORMED_RESPONSE",
            "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE");
    private static final Map<Hosted.Kind, String> HOSTED = Map.of(Hosted.Kind.WEB_SEARCH, "googleSearch",
            Hosted.Kind.WEB_FETCH, "urlContext", Hosted.Kind.CODE_EXECUTION, "codeExecution");

    private Words() {}

    /** Why an answer ended; {@code STOP} says it of calls too, so whether one was seen must be known. */
    static StopReason.Kind stop(String finishReason, boolean called) {
        String word = finishReason.toUpperCase(Locale.ROOT);
        if (FILTERED.contains(word)) {
            return StopReason.Kind.FILTERED;
        }
        if (INVALID.contains(word)) {
            return StopReason.Kind.INVALID;
        }
        return switch (word) {
            case "STOP" -> called ? StopReason.Kind.TOOL_CALLS : StopReason.Kind.DONE;
            case "MAX_TOKENS", "CONTINUATION" -> StopReason.Kind.LENGTH;
            default -> StopReason.Kind.OTHER;
        };
    }

    /** The finish reason for a client: the vendor's own where it was one of these, else the nearest. */
    static String finishReason(StopReason stop) {
        String raw = stop.raw();
        if (isUpperSnake(raw)) {
            return raw;
        }
        return switch (stop.kind()) {
            case DONE, STOP_TEXT, TOOL_CALLS, PAUSED -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case FILTERED, REFUSED -> "SAFETY";
            case INVALID -> "MALFORMED_RESPONSE";
            case OTHER -> "OTHER";
        };
    }

    static Optional<Detail> detail(String level) {
        return switch (level.toUpperCase(Locale.ROOT)) {
            case RESOLUTION + "LOW" -> Optional.of(Detail.LOW);
            case RESOLUTION + "MEDIUM" -> Optional.of(Detail.MEDIUM);
            case RESOLUTION + "HIGH" -> Optional.of(Detail.HIGH);
            case RESOLUTION + "ULTRA_HIGH" -> Optional.of(Detail.ORIGINAL);
            default -> Optional.empty();
        };
    }

    /** The level of a part; none leaves it to the model. */
    static Optional<String> level(Detail detail) {
        return switch (detail) {
            case AUTO -> Optional.empty();
            case ORIGINAL -> Optional.of(RESOLUTION + "ULTRA_HIGH");
            case LOW, MEDIUM, HIGH -> Optional.of(RESOLUTION + detail.name());
        };
    }

    static Optional<Effort> effort(String level) {
        String word = level.toUpperCase(Locale.ROOT);
        return Arrays.stream(Effort.values()).filter(effort -> effort.name().equals(word)).findFirst();
    }

    static String tool(Hosted.Kind kind) {
        return HOSTED.getOrDefault(kind, "");
    }

    static Optional<Hosted.Kind> hosted(String tool) {
        return HOSTED.entrySet().stream().filter(entry -> entry.getValue().equals(tool)).map(Map.Entry::getKey)
                .findFirst();
    }

    /** A camelCase name as losses are named. */
    static String snake(String camel) {
        var snake = new StringBuilder(camel.length() + 4);
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (Character.isUpperCase(c)) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }

    /** A name in either case as this API writes it. */
    static String camel(String name) {
        if (name.indexOf('_') <= 0) {
            return name;
        }
        var camel = new StringBuilder(name.length());
        boolean up = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_' && i > 0) {
                up = true;
            } else {
                camel.append(up ? Character.toUpperCase(c) : c);
                up = false;
            }
        }
        return camel.toString();
    }

    private static boolean isUpperSnake(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c != '_' && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return !word.isEmpty();
    }
}
