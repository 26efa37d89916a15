package dev.pollux.route;

import dev.pollux.model.Extras;
import dev.pollux.model.Output;
import dev.pollux.model.Output.Modality;
import dev.pollux.model.Request;
import dev.pollux.model.Thinking;
import dev.pollux.model.Thinking.Effort;
import dev.pollux.model.Tool;
import dev.pollux.model.Tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What users write behind the name of a model, since their client has no other place for it.
 *
 * @param model the name without it
 * @param search the web may be searched
 * @param image the answer may have pictures
 * @param thinking how much; what it says of itself otherwise no longer counts
 */
public record Wishes(String model, boolean search, boolean image, Optional<Thinking> thinking) {
    /** The suffixes by the names that they have in the settings. */
    private static final String SEARCH = "search";
    private static final String IMAGE = "image";
    private static final String THINKING = "thinking";
    private static final Pattern SUFFIX = Pattern.compile("(?<name>.+?)(?:[-:](?<word>search|image|non-?thinking|"
            + "nothinking|thinking-(?<budget>\\d{1,6}))|\\((?<amount>\\d{1,6}|none|minimal|low|medium|high|xhigh|max)\\))",
            Pattern.CASE_INSENSITIVE);

    /**
     * Empty if a name says no more than a model.
     *
     * @param understood of {@code search}, {@code image} and {@code thinking}
     * @param known whether a name is that of a model: then it means what it says
     */
    static Optional<Wishes> in(String name, Set<String> understood, Predicate<String> known) {
        var wishes = new Wishes(name, false, false, Optional.empty());
        while (!known.test(wishes.model)) {
            Matcher suffix = SUFFIX.matcher(wishes.model);
            if (!suffix.matches() || !understood.contains(kind(suffix))) {
                break;
            }
            wishes = wishes.and(suffix);
        }
        return wishes.model.equals(name) ? Optional.empty() : Optional.of(wishes);
    }

    private static String kind(Matcher suffix) {
        String word = suffix.group("word");
        return word == null ? THINKING : switch (word.toLowerCase(Locale.ROOT)) {
            case SEARCH -> SEARCH;
            case IMAGE -> IMAGE;
            default -> THINKING;
        };
    }

    /** With one more; of two that say how much to think the last one counts, which is read first. */
    private Wishes and(Matcher suffix) {
        String kind = kind(suffix);
        return new Wishes(suffix.group("name"), search || kind.equals(SEARCH), image || kind.equals(IMAGE),
                thinking.or(() -> kind.equals(THINKING) ? Optional.of(amount(suffix)) : Optional.empty()));
    }

    private static Thinking amount(Matcher suffix) {
        String budget = suffix.group("budget");
        String amount = budget != null ? budget : suffix.group("amount");
        if (amount == null) {
            return thinking(Optional.of(Effort.NONE), OptionalInt.empty());
        }
        return Character.isDigit(amount.charAt(0))
                ? thinking(Optional.empty(), OptionalInt.of(Integer.parseInt(amount)))
                : thinking(Optional.of(Effort.valueOf(amount.toUpperCase(Locale.ROOT))), OptionalInt.empty());
    }

    private static Thinking thinking(Optional<Effort> effort, OptionalInt budget) {
        return new Thinking(effort, budget, Optional.empty());
    }

    /** The request with what is wished; its model is still the name that the client used. */
    public Request in(Request request) {
        Thinking asked = request.thinking();
        return new Request(request.model(), request.messages(), tools(request.tools()), request.settings(),
                output(request.output()),
                thinking.map(wish -> new Thinking(wish.effort(), wish.budget(), asked.shown())).orElse(asked),
                request.service(), request.delivery(), request.extras());
    }

    private Tools tools(Tools tools) {
        boolean there = tools.offered().stream().anyMatch(
                tool -> tool instanceof Tool.Hosted hosted && hosted.kind() == Tool.Hosted.Kind.WEB_SEARCH);
        if (!search || there) {
            return tools;
        }
        var offered = new ArrayList<Tool>(tools.offered());
        offered.add(new Tool.Hosted(Tool.Hosted.Kind.WEB_SEARCH, Extras.NONE));
        return new Tools(offered, tools.choice(), tools.parallel());
    }

    private Output output(Output output) {
        return image && output.modalities().isEmpty()
                ? new Output(output.format(), List.of(Modality.TEXT, Modality.IMAGE), output.speech(),
                        output.verbosity(), output.picture())
                : output;
    }
}
