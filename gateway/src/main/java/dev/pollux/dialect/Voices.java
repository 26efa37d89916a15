package dev.pollux.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The voices of OpenAI and of Gemini, each by one of the other's that is like it. */
public final class Voices {
    private static final Map<String, String> GEMINIS = Map.ofEntries(Map.entry("alloy", "Kore"),
            Map.entry("ash", "Charon"), Map.entry("ballad", "Algieba"), Map.entry("cedar", "Iapetus"),
            Map.entry("coral", "Leda"), Map.entry("echo", "Puck"), Map.entry("fable", "Aoede"),
            Map.entry("marin", "Sulafat"), Map.entry("nova", "Zephyr"), Map.entry("onyx", "Orus"),
            Map.entry("sage", "Vindemiatrix"), Map.entry("shimmer", "Achernar"), Map.entry("verse", "Fenrir"));
    private static final Map<String, String> OPENAIS = GEMINIS.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    /** Those of Gemini that are like none of OpenAI's. */
    private static final List<String> OTHERS = List.of("Achird", "Algenib", "Alnilam", "Autonoe", "Callirrhoe",
            "Despina", "Enceladus", "Erinome", "Gacrux", "Laomedeia", "Pulcherrima", "Rasalgethi", "Sadachbia",
            "Sadaltager", "Schedar", "Umbriel", "Zubenelgenubi");

    private Voices() {}

    /** The voice in the words of Gemini, which insists on how its names are written; what is no name stays as it is. */
    public static String gemini(String voice) {
        return Optional.ofNullable(GEMINIS.get(voice.toLowerCase(Locale.ROOT))).or(() -> geminis(voice)).orElse(voice);
    }

    /** The voice in the words of OpenAI. */
    public static String openAi(String voice) {
        return geminis(voice).map(OPENAIS::get).orElse(voice);
    }

    private static Optional<String> geminis(String voice) {
        return Stream.concat(OPENAIS.keySet().stream(), OTHERS.stream()).filter(voice::equalsIgnoreCase).findFirst();
    }
}
