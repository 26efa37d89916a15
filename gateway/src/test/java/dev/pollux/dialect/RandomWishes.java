package dev.pollux.dialect;

import dev.pollux.json.Json;
import dev.pollux.model.Marks;
import dev.pollux.model.Output;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes at random what a request wishes beside the conversation. */
final class RandomWishes {
    private static final List<Thinking.Effort> EFFORTS = List.of(Thinking.Effort.values());
    private static final List<Thinking.Shown> SHOWN = List.of(Thinking.Shown.values());
    private static final List<Tool.Hosted.Kind> HOSTED = List.of(Tool.Hosted.Kind.values());
    private static final List<Output.Modality> MEDIA = List.of(Output.Modality.IMAGE, Output.Modality.AUDIO);

    private final Dice dice;

    RandomWishes(Dice dice) {
        this.dice = dice;
    }

    List<Tool> tools() {
        var tools = new ArrayList<Tool>();
        while (dice.oneIn(2)) {
            tools.add(new Tool.Function("f" + dice.word(), dice.maybe(dice::words), Optional.of(schema("word")),
                    dice.maybe(4, () -> dice.oneIn(2)), dice.marks("tools[]")));
        }
        if (dice.oneIn(8)) {
            tools.add(new Tool.Custom("f" + dice.word(), dice.maybe(dice::words), dice.maybe(this::grammar),
                    Marks.NONE));
        }
        if (dice.oneIn(6)) {
            tools.add(new Tool.Hosted(dice.of(HOSTED), dice.foreign(3, "tools[]")));
        }
        if (dice.oneIn(10)) {
            tools.add(new Tool.Opaque(Dice.FOREIGN, "strange_tool", Json.object().put("type", "strange")));
        }
        return tools;
    }

    private ObjectNode grammar() {
        return Json.object().put("type", "grammar").put("syntax", "lark").put("definition", dice.word());
    }

    private ObjectNode schema(String property) {
        ObjectNode schema = Json.object().put("type", "object");
        schema.putObject("properties").putObject(property).put("type", "string");
        schema.putArray("required").add(property);
        return schema.put("additionalProperties", false);
    }

    ToolChoice choice(List<Tool> offered) {
        List<String> names = offered.stream().filter(Tool.Function.class::isInstance)
                .map(tool -> ((Tool.Function) tool).name()).toList();
        if (names.isEmpty()) {
            return ToolChoice.UNSET;
        }
        return switch (dice.below(7)) {
            case 0 -> new ToolChoice(ToolChoice.Mode.AUTO);
            case 1 -> new ToolChoice(ToolChoice.Mode.NONE);
            case 2 -> new ToolChoice(ToolChoice.Mode.REQUIRED);
            case 3 -> new ToolChoice(ToolChoice.Mode.REQUIRED, List.of(names.getFirst()));
            case 4 -> new ToolChoice(ToolChoice.Mode.AUTO, names.subList(0, 1 + dice.below(names.size())));
            default -> ToolChoice.UNSET;
        };
    }

    Settings settings() {
        Optional<Boolean> logprobs = dice.maybe(4, () -> true);
        return new Settings(dice.whole(1, 5_000), dice.number(0, 2), dice.number(0, 1), dice.whole(1, 40),
                dice.oneIn(3) ? List.of("s" + dice.word(), "t" + dice.word()) : List.of(),
                dice.oneIn(3) ? OptionalLong.of(dice.below(1_000)) : OptionalLong.empty(), dice.number(-2, 2),
                dice.number(-2, 2), dice.oneIn(4) ? OptionalInt.of(1 + dice.below(4)) : OptionalInt.empty(), logprobs,
                logprobs.isPresent() ? OptionalInt.of(1 + dice.below(5)) : OptionalInt.empty());
    }

    /** @param stream of sound there is one form alone */
    Output output(boolean stream) {
        Output.Format format = switch (dice.below(6)) {
            case 0 -> new Output.Format.JsonObject();
            case 1, 2 -> new Output.Format.JsonSchema(Optional.of("n" + dice.word()), dice.maybe(dice::words),
                    Optional.of(schema("answer")), dice.maybe(() -> dice.oneIn(2)));
            default -> Output.Format.Text.UNSET;
        };
        List<Output.Modality> modalities = dice.oneIn(8)
                ? List.of(Output.Modality.TEXT, dice.of(MEDIA))
                : List.of();
        Optional<Output.Speech> speech = dice.maybe(12,
                () -> new Output.Speech(Optional.of("V" + dice.word()), dice.maybe(() -> stream ? "pcm16" : "wav")));
        Optional<Output.Picture> picture = dice.maybe(12,
                () -> new Output.Picture(Optional.of("16:9"), dice.maybe(() -> "2K")));
        return new Output(format, modalities, speech, dice.maybe(4, () -> "low"), picture);
    }

    Thinking thinking() {
        return switch (dice.below(6)) {
            case 0, 1 -> new Thinking(Optional.of(dice.of(EFFORTS)), OptionalInt.empty(),
                    dice.maybe(() -> dice.of(SHOWN)));
            case 2 -> new Thinking(Optional.empty(), OptionalInt.of(budget()), dice.maybe(() -> dice.of(SHOWN)));
            default -> Thinking.DEFAULT;
        };
    }

    private int budget() {
        return dice.oneIn(4) ? 0 : dice.oneIn(3) ? Thinking.DYNAMIC : 1_024 + dice.below(20_000);
    }

    Service service() {
        return new Service(dice.maybe(6, () -> "flex"), dice.maybe(6, dice::word), dice.maybe(6, dice::word),
                dice.maybe(6, () -> true), dice.oneIn(6) ? Map.of("k", dice.word()) : Map.of());
    }
}
