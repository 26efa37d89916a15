package dev.pollux.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;

import java.util.List;
import java.util.Optional;

/** OpenAI's vocabularies. Each is read when it is first used, which takes some tenths of a second. */
public final class Tokenizer {
    private final Encoding encoding;

    private Tokenizer(Encoding encoding) {
        this.encoding = encoding;
    }

    /** Holds nothing until somebody counts. */
    private static final class Lazy {
        static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

        private Lazy() {}
    }

    /** That of a chat model: the newest vocabulary for a model that is not known. */
    public static Tokenizer ofChat(String model) {
        return of(model, EncodingType.O200K_BASE);
    }

    /** That of an embedding model: clients that send token ids take this vocabulary where they do not know the model. */
    public static Tokenizer ofEmbedding(String model) {
        return of(model, EncodingType.CL100K_BASE);
    }

    private static Tokenizer of(String model, EncodingType otherwise) {
        Optional<Encoding> known = Lazy.REGISTRY.getEncodingForModel(model);
        return new Tokenizer(known.orElseGet(() -> Lazy.REGISTRY.getEncoding(otherwise)));
    }

    /** How many tokens a text has; marks that steer a model are text like any other. */
    public long count(String text) {
        return encoding.countTokensOrdinary(text);
    }

    /** The text that token ids stand for; empty if one of them stands for nothing. */
    public Optional<String> text(List<Integer> ids) {
        var list = new IntArrayList(ids.size());
        ids.forEach(list::add);
        try {
            return Optional.of(encoding.decode(list));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
