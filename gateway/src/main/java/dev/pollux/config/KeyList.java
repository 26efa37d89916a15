package dev.pollux.config;

import dev.pollux.keys.KeyConfig;
import dev.pollux.secret.Secret;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the keys of a service: texts, or maps that say more of a key. */
final class KeyList {
    /** The names in such a map. */
    static final String FIELDS = "key, name, weight, rpm, rpd, tpm and concurrent";

    private static final Type<List<Secret>> SECRETS = Types.secrets(",;\\s", "");
    private static final Type<String> NAME = Types.text();
    private static final Type<Integer> WEIGHT = Types.integer(1, 100);
    private static final Type<Integer> LIMIT = Types.integer(0, 999_999_999);

    private KeyList() {}

    /** The keys, of which one that occurs twice counts once; empty if anything is not allowed. */
    static Optional<List<KeyConfig>> read(Node node) {
        List<Node> written = node instanceof Node.Items items ? items.nodes() : List.of(node);
        var keys = new ArrayList<KeyConfig>();
        for (Node one : written) {
            Optional<List<KeyConfig>> read = one instanceof Node.Branch branch
                    ? described(branch).map(List::of)
                    : SECRETS.read(one).map(secrets -> secrets.stream().map(KeyConfig::of).toList());
            if (read.isEmpty()) {
                return Optional.empty();
            }
            keys.addAll(read.get());
        }
        var seen = new HashSet<String>();
        return Optional.of(keys.stream().filter(key -> seen.add(key.secret().reveal())).toList());
    }

    private static Optional<KeyConfig> described(Node.Branch branch) {
        Map<String, Node> fields = new LinkedHashMap<>();
        branch.entries().forEach(entry -> fields.put(entry.name(), entry.node()));
        var reading = new Reader(fields);
        Optional<Secret> secret = reading.take("key", Types.secret());
        Optional<String> name = reading.take("name", NAME);
        int weight = reading.take("weight", WEIGHT).orElse(1);
        OptionalInt perMinute = reading.limit("rpm");
        OptionalInt perDay = reading.limit("rpd");
        OptionalInt tokens = reading.limit("tpm");
        OptionalInt concurrency = reading.limit("concurrent");
        return secret.filter(_ -> reading.isClean())
                .map(key -> new KeyConfig(key, name, weight, perMinute, perDay, tokens, concurrency));
    }

    /** Strikes out what it reads: whatever is left at the end is a mistake, and so is what does not fit. */
    private static final class Reader {
        private final Map<String, Node> left;

        Reader(Map<String, Node> fields) {
            this.left = fields;
        }

        <T> Optional<T> take(String field, Type<T> type) {
            Node node = left.get(field);
            Optional<T> value = node == null ? Optional.empty() : type.read(node);
            value.ifPresent(_ -> left.remove(field));
            return value;
        }

        OptionalInt limit(String field) {
            return take(field, LIMIT).map(OptionalInt::of).orElseGet(OptionalInt::empty);
        }

        boolean isClean() {
            return left.isEmpty();
        }
    }
}
