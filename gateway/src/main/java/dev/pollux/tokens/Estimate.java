package dev.pollux.tokens;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Message;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Tool;

import java.util.List;
import java.util.Optional;

/**
 * How many tokens a prompt may have, for models whose vendor does not count.
 *
 * <p>Text is counted by a vocabulary that is near enough for models of other families too; what is no text counts a fixed
 * figure of the size that vendors charge.
 */
public final class Estimate {
    /** What frames a message and a tool. */
    private static final int FRAME = 4;
    /** What begins the answer. */
    private static final int ANSWER = 3;
    private static final int IMAGE = 800;
    private static final int AUDIO = 1_000;
    private static final int VIDEO = 5_000;
    private static final int DOCUMENT = 2_500;

    /** Characters that are really counted; the rest is taken to be like them, so that no prompt costs seconds. */
    private static final int MOST_CHARACTERS = 500_000;

    private final Tokenizer tokenizer;
    private long characters;
    private long tokens;

    private Estimate(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** @param model the vendor's name, which decides the vocabulary */
    public static long of(Request request, String model) {
        return new Estimate(Tokenizer.ofChat(model)).prompt(request);
    }

    /** Of texts that become vectors. */
    public static long of(List<String> texts) {
        var estimate = new Estimate(Tokenizer.OLDER);
        return texts.stream().mapToLong(estimate::text).sum();
    }

    private long prompt(Request request) {
        long sum = ANSWER;
        for (Message message : request.messages()) {
            sum += FRAME;
            for (Block block : message.blocks()) {
                sum += block(block);
            }
        }
        for (Tool tool : request.tools().offered()) {
            sum += FRAME + tool(tool);
        }
        return sum + format(request.output().format());
    }

    private long block(Block block) {
        return switch (block) {
            case Block.Text text -> text(text.text());
            // what a model thought before is not shown to it again
            case Block.Thinking _ -> 0;
            case Block.Media media -> media(media.kind());
            case Block.ToolCall call -> FRAME + text(call.name()) + text(call.arguments());
            case Block.ToolResult result -> FRAME + result.content().stream().mapToLong(this::block).sum();
            case Block.Opaque opaque -> text(Json.text(opaque.json()));
        };
    }

    private static long media(Block.Media.Kind kind) {
        return switch (kind) {
            case IMAGE -> IMAGE;
            case AUDIO -> AUDIO;
            case VIDEO -> VIDEO;
            case DOCUMENT -> DOCUMENT;
        };
    }

    private long tool(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> text(function.name()) + text(function.description())
                    + text(function.schema().map(Json::text));
            case Tool.Custom custom -> text(custom.name()) + text(custom.description())
                    + text(custom.format().map(Json::text));
            case Tool.Hosted _ -> 0;
            case Tool.Opaque opaque -> text(Json.text(opaque.json()));
        };
    }

    private long format(Output.Format format) {
        return switch (format) {
            case Output.Format.JsonSchema schema -> text(schema.schema().map(Json::text));
            case Output.Format.Text _,Output.Format.JsonObject _ -> 0;
        };
    }

    private long text(Optional<String> text) {
        return text.map(this::text).orElse(0L);
    }

    private long text(String text) {
        int sample = (int) Math.min(text.length(), MOST_CHARACTERS - characters);
        if (sample == 0) {
            return characters == 0 ? 0 : Math.round((double) text.length() * tokens / characters);
        }
        long counted = tokenizer.count(text.substring(0, sample));
        characters += sample;
        tokens += counted;
        return Math.round((double) counted * text.length() / sample);
    }
}
