package dev.pollux.route;

import dev.pollux.json.Fields;
import dev.pollux.json.JsonException;
import dev.pollux.json.JsonException.Reason;
import dev.pollux.model.ModelCard.Ability;
import dev.pollux.model.ModelFacts.ThinkingControl;
import dev.pollux.model.ModelFacts.Trait;
import dev.pollux.model.Thinking.Effort;
import dev.pollux.route.Entry.Retirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads one model, or one line of models, of the file; every field that it does not know is an error. */
final class EntryReader {

    private EntryReader() {}

    static Entry entry(String id, Fields fields, Map<String, Profile> lines) {
        if (!Names.usable(id)) {
            throw wrong(fields.path(), "This cannot be the name of a model.");
        }
        Optional<String> title = fields.text("title");
        long created = date(fields, "created").map(Instant::getEpochSecond).orElse(0L);
        Optional<Boolean> listed = fields.flag("listed");
        List<String> aliases = fields.texts("aliases");
        Optional<Retirement> retirement = fields.object("retires").map(EntryReader::retirement);
        Profile profile = line(fields).or(Shelf.line(lines, id)).known();
        return new Entry(id, title, created, listed, aliases, retirement, profile);
    }

    static Profile line(Fields fields) {
        var profile = new Profile(fields.text("owner"), fields.whole("inputTokens"), fields.integer("outputTokens"),
                words(fields, "abilities", Ability.class), fields.any("thinking").map(node -> thinking(fields, node)),
                words(fields, "traits", Trait.class));
        if (profile.inputTokens().orElse(0) < 0 || profile.outputTokens().orElse(0) < 0) {
            throw wrong(fields.path(), "A number of tokens is 0, where nobody knows it, or more.");
        }
        nothingLeft(fields);
        return profile;
    }

    private static Retirement retirement(Fields fields) {
        var retirement = new Retirement(date(fields, "on").orElse(Instant.MIN), fields.text("successor"));
        nothingLeft(fields);
        return retirement;
    }

    private static ThinkingControl thinking(Fields entry, JsonNode node) {
        String place = entry.path("thinking");
        if (node instanceof ObjectNode object) {
            Fields fields = Fields.of(object, place);
            Optional<Fields> budget = fields.object("budget");
            Optional<Set<Effort>> levels = words(fields, "levels", Effort.class);
            nothingLeft(fields);
            if (budget.isPresent() != levels.isPresent()) {
                return levels.<ThinkingControl>map(ThinkingControl.Levels::new)
                        .orElseGet(() -> budget(budget.orElseThrow()));
            }
        } else if (node.isString() && node.stringValue().equals("never")) {
            return new ThinkingControl.Never();
        } else if (node.isString() && node.stringValue().equals("unknown")) {
            return new ThinkingControl.Unknown();
        }
        throw wrong(place, "Allowed are \"never\", \"unknown\", {\"levels\": [...]} and {\"budget\": {...}}.");
    }

    private static ThinkingControl budget(Fields fields) {
        int least = fields.integer("least").orElseThrow(() -> fields.missing("least"));
        int most = fields.integer("most").orElseThrow(() -> fields.missing("most"));
        boolean off = fields.flag("off").orElse(false);
        nothingLeft(fields);
        if (least < 0 || most < least) {
            throw wrong(fields.path(), "It must be that 0 <= least <= most.");
        }
        return new ThinkingControl.Budget(least, most, off);
    }

    private static <E extends Enum<E>> Optional<Set<E>> words(Fields fields, String name, Class<E> type) {
        if (!fields.has(name)) {
            return Optional.empty();
        }
        var words = EnumSet.noneOf(type);
        for (String word : fields.texts(name)) {
            words.add(Arrays.stream(type.getEnumConstants()).filter(one -> word(one).equals(word)).findAny()
                    .orElseThrow(() -> wrong(fields.path(name), "There is no word '" + word + "'; allowed are "
                            + Arrays.stream(type.getEnumConstants()).map(EntryReader::word)
                                    .collect(Collectors.joining(", "))
                            + ".")));
        }
        return Optional.of(words);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Instant> date(Fields fields, String name) {
        return fields.text(name).map(text -> {
            try {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException _) {
                throw wrong(fields.path(name), "A date is written as 2026-12-01.");
            }
        });
    }

    static void nothingLeft(Fields fields) {
        for (String name : fields.rest().propertyNames()) {
            throw wrong(fields.path(name), "There is no such field here.");
        }
    }

    static JsonException wrong(String place, String reason) {
        return new JsonException(Reason.NOT_ALLOWED, place, reason);
    }
}
