package dev.pollux.dialect;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The voices of OpenAI and of Gemini, each by one of the other's that is like it. */
public final class Voices {
    private static final Map<String, String> GEMINIS = Map.ofEntries(Map.entry("alloy", "Kore"),
            Map.entry("ash", "Charon"), Map.entry("ballad", "Algieba"), Map.entry("cedar", "Iapetus"),
            Map.entry("coral", "Leda"), Map.entry("echo", "Puck"), Map.entry("fable", "Aoede"),
            Map.entry("marin", "Sulafat"), Map.entry("nova", "Zephyr"), Map.entry("onyx", "Orus"),
            Map.entry("sage", "Vindemiatrix"), Map.entry("shimmer", "Achernar"), Map.entry("verse", "Fenrir"));
    private static final Map<String, String> OPENAIS = GEMINIS.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private Voices() {}

    /** The voice in the words of Gemini; its names begin with a capital, and it insists on that. */
    public static String gemini(String voice) {
        String known = GEMINIS.get(voice.toLowerCase(Locale.ROOT));
        return known == null ? capital(voice) : known;
    }

    /** The voice in the words of OpenAI. */
    public static String openAi(String voice) {
        return OPENAIS.getOrDefault(capital(voice), voice);
    }

    private static String capital(String voice) {
        return voice.isEmpty() ? voice : voice.substring(0, 1).toUpperCase(Locale.ROOT) + voice.substring(1);
    }
}
