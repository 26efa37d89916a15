package dev.pollux.dialect;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Seal;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.StopReason;
import dev.pollux.model.Thinking;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import dev.pollux.model.Tools;
import dev.pollux.model.Usage;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** Makes conversations and answers at random, in which every word occurs once. */
final class RandomConversation {
    static final String FOREIGN = "elsewhere";
    private static final String[] LETTERS = {"a", "é", "中", "😀", "\"", "\\", "<b>", "&", "\u2028", "z"};

    private static final List<Thinking.Effort> EFFORTS = List.copyOf(EnumSet.allOf(Thinking.Effort.class));

    private static final List<Tool.Hosted.Kind> HOSTED = List.copyOf(EnumSet.allOf(Tool.Hosted.Kind.class));

    private final Random random;
    private int words;

    RandomConversation(long seed) {
        random = new Random(seed);
    }

    Request request() {
        List<Tool> offered = tools();
        var messages = new ArrayList<Message>();
        if (chance(2)) {
            messages.add(new Message(chance(4) ? Role.DEVELOPER : Role.SYSTEM, List.of(text())));
        }
        int turns = 1 + random.nextInt(3);
        for (int i = 0; i < turns; i++) {
            messages.add(new Message(Role.USER, userBlocks()));
            if (i + 1 < turns) {
                answer(messages);
            }
        }
        return new Request("a-model", messages,
                new Tools(offered, choice(offered),
                        offered.stream().anyMatch(Tool.Function.class::isInstance)
                                ? maybe(() -> chance(2))
                                : Optional.empty()),
                settings(), output(), thinking(), service(),
                new Request.Delivery(chance(2), false, Request.Framing.EVENTS),
                chance(5) ? foreign() : Extras.NONE);
    }

    private List<Block> userBlocks() {
        var blocks = new ArrayList<Block>();
        blocks.add(chance(8) ? text().withMarks(cached()) : text());
        while (chance(3)) {
            blocks.add(chance(2) ? text() : media());
        }
        if (chance(10)) {
            blocks.add(new Block.Opaque(FOREIGN, "strange_block", Json.object().put("type", "strange")));
        }
        return blocks;
    }

    private void answer(List<Message> messages) {
        var blocks = new ArrayList<Block>();
        if (chance(3)) {
            blocks.add(new Block.Thinking(words(), chance(4) ? Marks.NONE : sealed()));
        }
        if (chance(2)) {
            blocks.add(text());
        }
        var results = new ArrayList<Block>();
        for (int calls = blocks.isEmpty() ? 1 + random.nextInt(2) : random.nextInt(3); calls > 0; calls--) {
            // of the calls of one step vendors sign the first alone
            var call = call(results.isEmpty() && chance(3) ? sealed() : Marks.NONE);
            blocks.add(call);
            results.add(new Block.ToolResult(call.id(), chance(2) ? Optional.of(call.name()) : Optional.empty(),
                    List.of(text()), chance(5), false, Marks.NONE));
        }
        messages.add(new Message(Role.ASSISTANT, blocks));
        if (!results.isEmpty()) {
            messages.add(new Message(Role.USER, results));
        }
    }

    private Block.ToolCall call(Marks marks) {
        return new Block.ToolCall("call_" + word(), "f" + words++,
                Json.text(Json.object().put("word", words()).put("n", random.nextInt())), false, marks);
    }

    private Block media() {
        String bytes = Base64.getEncoder().encodeToString(word().getBytes(StandardCharsets.UTF_8));
        return switch (random.nextInt(6)) {
            case 0 -> media(Block.Media.Kind.IMAGE, new Block.Source.Inline(bytes), "image/png");
            case 1 -> media(Block.Media.Kind.IMAGE, new Block.Source.Link("https://x.test/" + word() + ".png"), "");
            case 2 -> media(Block.Media.Kind.DOCUMENT, new Block.Source.Inline(bytes), "application/pdf");
            case 3 -> media(Block.Media.Kind.DOCUMENT, new Block.Source.Link("https://x.test/" + word() + ".pdf"),
                    "application/pdf");
            case 4 -> media(Block.Media.Kind.AUDIO, new Block.Source.Inline(bytes), "audio/mp3");
            default -> media(Block.Media.Kind.VIDEO, new Block.Source.Inline(bytes), "video/mp4");
        };
    }

    private static Block media(Block.Media.Kind kind, Block.Source source, String type) {
        return new Block.Media(kind, source, Optional.of(type).filter(text -> !text.isEmpty()), Optional.empty(),
                Optional.empty(), Marks.NONE);
    }

    private List<Tool> tools() {
        var tools = new ArrayList<Tool>();
        while (chance(2)) {
            ObjectNode schema = Json.object().put("type", "object");
            schema.putObject("properties").putObject("word").put("type", "string");
            tools.add(new Tool.Function("f" + words++, maybe(this::words), Optional.of(schema), Optional.empty(),
                    Marks.NONE));
        }
        if (chance(8)) {
            tools.add(new Tool.Custom("f" + words++, maybe(this::words), Optional.empty(), Marks.NONE));
        }
        if (chance(6)) {
            tools.add(new Tool.Hosted(HOSTED.get(random.nextInt(HOSTED.size())), Extras.NONE));
        }
        if (chance(10)) {
            tools.add(new Tool.Opaque(FOREIGN, "strange_tool", Json.object().put("type", "strange")));
        }
        return tools;
    }

    private ToolChoice choice(List<Tool> offered) {
        if (offered.isEmpty() || !(offered.getFirst() instanceof Tool.Function first)) {
            return ToolChoice.UNSET;
        }
        return switch (random.nextInt(5)) {
            case 0 -> new ToolChoice(ToolChoice.Mode.AUTO);
            case 1 -> new ToolChoice(ToolChoice.Mode.NONE);
            case 2 -> new ToolChoice(ToolChoice.Mode.REQUIRED);
            case 3 -> new ToolChoice(ToolChoice.Mode.REQUIRED, List.of(first.name()));
            default -> ToolChoice.UNSET;
        };
    }

    private Settings settings() {
        Optional<Boolean> logprobs = chance(4) ? Optional.of(true) : Optional.empty();
        return new Settings(whole(1, 5_000), number(0, 2), number(0, 1), whole(1, 40),
                chance(3) ? List.of("s" + word(), "t" + word()) : List.of(),
                chance(3) ? OptionalLong.of(random.nextInt(1_000)) : OptionalLong.empty(), number(-2, 2),
                number(-2, 2), chance(4) ? OptionalInt.of(1 + random.nextInt(4)) : OptionalInt.empty(), logprobs,
                logprobs.isPresent() ? OptionalInt.of(1 + random.nextInt(5)) : OptionalInt.empty());
    }

    private Output output() {
        ObjectNode schema = Json.object().put("type", "object");
        schema.putObject("properties").putObject("answer").put("type", "string");
        schema.putArray("required").add("answer");
        schema.put("additionalProperties", false);
        Output.Format format = switch (random.nextInt(5)) {
            case 0 -> new Output.Format.JsonObject();
            case 1 -> new Output.Format.JsonSchema(Optional.of("n"), Optional.empty(), Optional.of(schema),
                    Optional.of(true));
            default -> Output.Format.Text.UNSET;
        };
        List<Output.Modality> modalities = chance(8)
                ? List.of(Output.Modality.TEXT, chance(2) ? Output.Modality.IMAGE : Output.Modality.AUDIO)
                : List.of();
        return new Output(format, modalities, Optional.empty(), chance(4) ? Optional.of("low") : Optional.empty());
    }

    private Thinking thinking() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> new Thinking(Optional.of(EFFORTS.get(random.nextInt(EFFORTS.size()))), OptionalInt.empty(),
                    maybe(() -> chance(2)));
            case 2 -> new Thinking(Optional.empty(),
                    OptionalInt.of(chance(4) ? 0 : chance(3) ? Thinking.DYNAMIC : 1_024 + random.nextInt(20_000)),
                    maybe(() -> chance(2)));
            default -> Thinking.DEFAULT;
        };
    }

    private Service service() {
        return new Service(chance(6) ? Optional.of("flex") : Optional.empty(), chance(6)
                ? Optional.of(word())
                : Optional.empty(), chance(6) ? Optional.of(word()) : Optional.empty(),
                chance(6) ? Optional.of(true) : Optional.empty(), chance(6) ? Map.of("k", word()) : Map.of());
    }

    /** A complete answer of one candidate, in pieces cut anywhere. */
    List<Event> answer() {
        var events = new ArrayList<Event>();
        events.add(new Event.Start("id" + word(), "a-model"));
        int block = 0;
        if (chance(3)) {
            stream(events, block++, new Block.Thinking("", Marks.NONE), words(), chance(2) ? sealed() : Marks.NONE);
        }
        if (chance(2)) {
            stream(events, block++, new Block.Text(""), words(), Marks.NONE);
        }
        int calls = block == 0 ? 1 : random.nextInt(3);
        for (int i = 0; i < calls; i++) {
            Block.ToolCall call = call(chance(2) ? sealed() : Marks.NONE);
            stream(events, block++, new Block.ToolCall(call.id(), call.name(), "", false, call.marks()),
                    call.arguments(), call.marks());
        }
        events.add(new Event.Finish(0, new StopReason(calls > 0
                ? StopReason.Kind.TOOL_CALLS
                : chance(4) ? StopReason.Kind.LENGTH : StopReason.Kind.DONE, "raw")));
        events.add(new Event.Tokens(new Usage(OptionalLong.of(random.nextInt(100)), OptionalLong.empty(),
                OptionalLong.empty(), OptionalLong.of(random.nextInt(100)), OptionalLong.empty())));
        events.add(new Event.End());
        return events;
    }

    private void stream(List<Event> events, int block, Block head, String text, Marks marks) {
        events.add(new Event.Open(0, block, head));
        for (int at = 0; at < text.length();) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(6));
            events.add(new Event.Delta(0, block, text.substring(at, end)));
            at = end;
        }
        events.add(new Event.Close(0, block, marks));
    }

    private Marks sealed() {
        String origin = switch (random.nextInt(3)) {
            case 0 -> "gemini";
            case 1 -> "anthropic";
            default -> "responses";
        };
        byte[] value = ("seal " + word() + ".").getBytes(StandardCharsets.UTF_8);
        return Marks.sealed(new Seal(origin, Base64.getEncoder().encodeToString(value)));
    }

    private static Marks cached() {
        return new Marks(Optional.empty(), Optional.of(new Marks.Cache(Optional.empty())), Extras.NONE);
    }

    private static Extras foreign() {
        return Extras.of(FOREIGN, "", Json.object().put("odd_field", 1));
    }

    private Block.Text text() {
        return new Block.Text(words());
    }

    private String words() {
        var text = new StringBuilder(word());
        while (chance(2)) {
            text.append(' ').append(LETTERS[random.nextInt(LETTERS.length)]).append(word());
        }
        return text.toString();
    }

    private String word() {
        return "w" + words++;
    }

    private OptionalInt whole(int from, int to) {
        return chance(3) ? OptionalInt.of(from + random.nextInt(to - from)) : OptionalInt.empty();
    }

    private OptionalDouble number(int from, int to) {
        return chance(3) ? OptionalDouble.of(from + random.nextInt((to - from) * 8 + 1) / 8.0) : OptionalDouble.empty();
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return chance(2) ? Optional.of(value.get()) : Optional.empty();
    }

    /** One in so many. */
    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }
}
