package dev.pollux.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import dev.pollux.thread.Threads;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** OpenAI's vocabularies. Each is read when it is first used, which takes some tenths of a second. */
public enum Tokenizer {
    /** Of all chat models since GPT-4o. */
    NEWER(EncodingType.O200K_BASE),
    /**
     * Of the chat models before them, of the models that complete text, and of the embedding models: clients that send
     * token ids take it where they do not know the model.
     */
    OLDER(EncodingType.CL100K_BASE);

    private static final Pattern OLDER_CHAT = Pattern.compile("gpt-3\\.5.*|gpt-4(-.*)?");

    private final EncodingType type;

    Tokenizer(EncodingType type) {
        this.type = type;
    }

    /** Holds nothing until somebody counts. */
    private static final class Lazy {
        static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

        private Lazy() {}
    }

    /** That of a chat model: the newer vocabulary for a model that is not known. */
    public static Tokenizer ofChat(String model) {
        return OLDER_CHAT.matcher(model).matches() ? OLDER : NEWER;
    }

    /** How many tokens a text has; marks that steer a model are text like any other. */
    public long count(String text) {
        return Threads.elsewhere(() -> encoding().countTokensOrdinary(text));
    }

    /** The text that token ids stand for; empty if one of them stands for nothing. */
    public Optional<String> text(List<Integer> ids) {
        var list = new IntArrayList(ids.size());
        ids.forEach(list::add);
        try {
            return Optional.of(Threads.elsewhere(() -> encoding().decode(list)));
        } catch (IllegalArgumentException | NullPointerException _) {
            return Optional.empty(); // the library says either of an id that it does not know
        }
    }

    private Encoding encoding() {
        return Lazy.REGISTRY.getEncoding(type);
    }
}
