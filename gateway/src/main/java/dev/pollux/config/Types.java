package dev.pollux.config;

import dev.pollux.access.Quota;
import dev.pollux.address.Cidr;
import dev.pollux.keys.KeyConfig;
import dev.pollux.network.Proxy;
import dev.pollux.secret.Digest;
import dev.pollux.secret.Secret;
import dev.pollux.vendor.Safety;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types that a key can have. */
final class Types {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?");
    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
    private static final Pattern TARGET = Pattern.compile("[^\\s=]+(=\\d{1,4})?");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    private Types() {}

    static Type<String> text() {
        return scalar("a text on one line", text -> Optional.of(text).filter(Types::isLine), Function.identity());
    }

    /** One secret of characters that a header can carry: quotes pasted from a text program are refused. */
    static Type<Secret> secret() {
        return new Type<>("one secret of visible ASCII characters", true,
                node -> word(node).filter(text -> VISIBLE.matcher(text).matches()).map(Secret::of),
                Secret::toString);
    }

    /**
     * Any number of secrets; one that occurs twice counts once.
     *
     * @param separators the characters between them in one text
     */
    static Type<List<Secret>> secrets(String separators, String inWords) {
        return new Type<>("secrets of visible ASCII characters, separated by " + inWords + ", or a list of them", true,
                node -> words(node, separators)
                        .filter(texts -> texts.stream().allMatch(text -> VISIBLE.matcher(text).matches()))
                        .map(texts -> texts.stream().distinct().map(Secret::of).toList()),
                secrets -> secrets.isEmpty() ? "" : Secret.MASK + " (" + secrets.size() + ")");
    }

    /** Keys of a service, each alone or with what is said of it. */
    static Type<List<KeyConfig>> keys() {
        return new Type<>("keys of visible ASCII characters, separated by commas, semicolons or blanks, or a list of"
                + " them, or of maps of " + KeyList.FIELDS, true,
                KeyList::read, keys -> keys.isEmpty() ? "" : Secret.MASK + " (" + keys.size() + ")");
    }

    static Type<Integer> integer(int least, int most) {
        return scalar("a whole number from " + least + " to " + most,
                text -> Optional.of(text)
                        .filter(WHOLE.asMatchPredicate())
                        .map(Integer::valueOf)
                        .filter(number -> number >= least && number <= most),
                String::valueOf);
    }

    /** A length of time; the bounds are written as its values are. */
    static Type<Duration> duration(String least, String most) {
        Duration min = Amounts.duration(least).orElseThrow();
        Duration max = Amounts.duration(most).orElseThrow();
        return scalar("a duration from " + least + " to " + most + ", with its unit (ms, s, m, h or d)",
                text -> Amounts.duration(text).filter(time -> time.compareTo(min) >= 0 && time.compareTo(max) <= 0),
                Amounts::text);
    }

    /** A number of bytes; the bounds are written as its values are. */
    static Type<Long> size(String least, String most) {
        long min = Amounts.size(least).orElseThrow();
        long max = Amounts.size(most).orElseThrow();
        return scalar("a size from " + least + " to " + most + ", with its unit (B, KiB, MiB or GiB)",
                text -> Amounts.size(text).filter(size -> size >= min && size <= max), Amounts::text);
    }

    static Type<Boolean> flag() {
        return scalar("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> Optional.of(true);
            case "false", "no", "off", "0" -> Optional.of(false);
            default -> Optional.empty();
        }, String::valueOf);
    }

    /** One of some words, in any case. */
    static Type<String> choice(String... words) {
        String allowed = String.join(", ", Arrays.copyOf(words, words.length - 1)) + " or " + words[words.length - 1];
        return scalar(allowed, text -> Optional.of(text.toLowerCase(Locale.ROOT)).filter(List.of(words)::contains),
                Function.identity());
    }

    /** Any of some words. */
    static Type<List<String>> choices(String... words) {
        Type<List<String>> texts = texts();
        return new Type<>("any of " + String.join(", ", words) + ", separated by commas, or a list of them", false,
                node -> texts.read(node).filter(List.of(words)::containsAll), texts::show);
    }

    /** How much Gemini models filter. */
    static Type<Safety> safety() {
        Type<Map<String, String>> map = map();
        return new Type<>(Safety.ALLOWED, false, node -> switch (word(node).orElse("").toLowerCase(Locale.ROOT)) {
            case "untouched" -> Optional.of(Safety.UNTOUCHED);
            case "off" -> Optional.of(Safety.OFF);
            default -> map.read(node).flatMap(Safety::of);
        }, safety -> map.show(safety.thresholds()));
    }

    /** A host name or an IP address; the brackets around an IPv6 address are taken off. */
    static Type<String> host() {
        return scalar("a host name or an IP address, without scheme and port",
                text -> Optional.of(text.startsWith("[") && text.endsWith("]")
                        ? text.substring(1, text.length() - 1)
                        : text).filter(HOST.asMatchPredicate()),
                Function.identity());
    }

    /** An address to which paths are added. User, query and fragment are refused: they are where keys leak. */
    static Type<URI> address() {
        return scalar("an http or https address without user, query and fragment", text -> {
            try {
                return Optional.of(new URI(text)).filter(Types::isPlain);
            } catch (URISyntaxException _) {
                return Optional.empty();
            }
        }, URI::toString);
    }

    /** A proxy; it may carry a login, so what is found there is not shown. */
    static Type<Proxy> proxy() {
        return new Type<>("direct, or the address of a proxy: http://host:port, https://..., socks5://..., each with"
                + " user:password@ or without", true, node -> word(node).flatMap(Proxy::of), Proxy::toString);
    }

    static Type<Path> path() {
        return scalar("the path of a file", text -> {
            try {
                return Optional.of(text).filter(Types::isLine).map(Path::of);
            } catch (InvalidPathException _) {
                return Optional.empty();
            }
        }, Path::toString);
    }

    static Type<List<String>> texts() {
        return new Type<>("texts separated by commas, or a list of them", false,
                node -> words(node, ",").filter(texts -> texts.stream().allMatch(Types::isLine)),
                texts -> String.join(", ", texts));
    }

    /** Models at services, the first before those that stand in for it, each with a weight or none. */
    static Type<List<String>> targets() {
        return new Type<>("upstream/model, several in order, or several with weights: a/x=3, b/y=1", false,
                node -> (node instanceof Node.Branch branch
                        ? map(branch.entries(), Node.Entry::name, entry -> word(entry.node())).map(weights -> weights
                                .entrySet().stream().map(Map.Entry::toString).toList())
                        : words(node, ","))
                        .filter(targets -> targets.stream().allMatch(TARGET.asMatchPredicate())),
                targets -> String.join(", ", targets));
    }

    /** Free names with a text each. */
    static Type<Map<String, String>> map() {
        return new Type<>("names with a text each: name=text, separated by commas, or a map", false,
                node -> node instanceof Node.Branch branch
                        ? map(branch.entries(), Node.Entry::name, entry -> word(entry.node()))
                        : words(node, ",").flatMap(pairs -> map(pairs, pair -> pair.split("=", 2)[0].strip(),
                                pair -> Optional.of(pair.substring(pair.indexOf('=') + 1).strip())
                                        .filter(_ -> pair.contains("=")))),
                map -> map.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(", ")));
    }

    /** What somebody may use up: some of the limits, each with its number. */
    static Type<Quota> allowance() {
        Type<Map<String, String>> map = map();
        return new Type<>("any of " + String.join(", ", Allowances.NAMES)
                + ", each with a whole number, 0 for no limit: requests-per-minute=30, streams=5, or a map", false,
                node -> map.read(node).flatMap(Allowances::read), Allowances::text);
    }

    /** Secrets, each as it is or as its hash. */
    static Type<List<Secret>> tokens() {
        Type<List<Secret>> secrets = secrets(",", "commas");
        return new Type<>("tokens of visible ASCII characters, or their hashes (sha256: and 64 digits), separated by "
                + "commas, or a list of them", true,
                node -> secrets.read(node).filter(tokens -> tokens.stream().map(Secret::reveal)
                        .allMatch(token -> !Digest.isMeantBy(token) || Digest.parsed(token).isPresent())),
                secrets::show);
    }

    /** Blocks of addresses. */
    static Type<List<String>> blocks() {
        Type<List<String>> texts = texts();
        return new Type<>("blocks of addresses, as 10.0.0.0/8, or addresses, separated by commas, or a list of them",
                false, node -> texts.read(node).filter(
                        blocks -> blocks.stream().allMatch(block -> Cidr.parsed(block).isPresent())),
                texts::show);
    }

    /** A day of the calendar. */
    static Type<LocalDate> day() {
        return calendar("a day, as 2027-12-31", LocalDate::parse, LocalDate::toString);
    }

    /** A time zone by its name. */
    static Type<ZoneId> zone() {
        return calendar("a time zone, as UTC or Asia/Shanghai", ZoneId::of, ZoneId::getId);
    }

    private static <T> Type<T> calendar(String allowed, Function<String, T> reader, Function<T, String> writer) {
        return scalar(allowed, text -> {
            try {
                return Optional.of(reader.apply(text));
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }, writer);
    }

    private static <E> Optional<Map<String, String>> map(List<E> pairs, Function<E, String> name,
            Function<E, Optional<String>> text) {
        Map<String, String> map = new LinkedHashMap<>();
        for (E pair : pairs) {
            Optional<String> value = text.apply(pair).filter(Types::isLine);
            if (name.apply(pair).isBlank() || value.isEmpty() || map.put(name.apply(pair), value.get()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(Collections.unmodifiableMap(map));
    }

    private static <T> Type<T> scalar(String allowed, Function<String, Optional<T>> reader,
            Function<T, String> writer) {
        return new Type<>(allowed, false, node -> word(node).flatMap(reader), writer);
    }

    private static Optional<String> word(Node node) {
        return node instanceof Node.Scalar scalar
                ? Optional.of(scalar.text().strip()).filter(Predicate.not(String::isEmpty))
                : Optional.empty();
    }

    /** The texts of a list, or of one text between separators; empty if something else is among them. */
    private static Optional<List<String>> words(Node node, String separators) {
        return switch (node) {
            case Node.Scalar scalar -> Optional.of(Pattern.compile("[" + separators + "]")
                    .splitAsStream(scalar.text())
                    .map(String::strip)
                    .filter(Predicate.not(String::isEmpty))
                    .toList());
            case Node.Items items -> items.nodes().stream().allMatch(Node.Scalar.class::isInstance)
                    ? Optional.of(items.nodes().stream()
                            .flatMap(item -> words(item, separators).stream().flatMap(List::stream))
                            .toList())
                    : Optional.empty();
            case Node.Branch _,Node.Nothing _ -> Optional.empty();
        };
    }

    private static boolean isLine(String text) {
        return !text.isEmpty() && text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isPlain(URI uri) {
        return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null
                && uri.getRawFragment() == null && uri.getPort() <= 65_535;
    }
}
