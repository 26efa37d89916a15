package dev.pollux.exchange;

import dev.pollux.dialect.openai.Form;
import dev.pollux.dialect.openai.ImageOrder;
import dev.pollux.exchange.Crafts.Made;
import dev.pollux.json.Json;
import dev.pollux.media.Pictures;
import dev.pollux.media.Upload;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Output;
import dev.pollux.model.Output.Modality;
import dev.pollux.model.Request;
import dev.pollux.model.Settings;
import dev.pollux.model.Usage;
import dev.pollux.route.Target;
import dev.pollux.sse.Frame;
import dev.pollux.sse.SseWriter;
import dev.pollux.thread.Threads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** OpenAI's paths for pictures, by a conversation with a model that draws in conversations. */
final class Drawing {
    private final Crafts crafts;
    private final Pictures pictures;
    private final InstantSource clock;

    Drawing(Crafts crafts, Pictures pictures, InstantSource clock) {
        this.crafts = crafts;
        this.pictures = pictures;
        this.clock = clock;
    }

    Product answer(Form form, boolean edit, Commission commission) {
        List<Media> uploaded = form.files().stream().filter(file -> file.field().equals("image"))
                .map(file -> Upload.picture("image", file.bytes())).toList();
        ImageOrder order = ImageOrder.read(form.fields(), uploaded);
        form.files().stream().filter(file -> !file.field().equals("image"))
                .forEach(file -> order.lost().add(file.field()));
        List<Media> sources = order.sources().stream().map(source -> Upload.picture("image", source)).toList();
        if (edit == sources.isEmpty()) {
            throw new FailureException(Failure.invalid("image",
                    edit ? "A picture to edit is needed." : "Pictures are edited at /v1/images/edits."));
        }
        List<Target> able = Crafts.able(commission.targets(), order.model(), "makes no pictures");
        return draw(order, sources, able, commission);
    }

    private Product draw(ImageOrder order, List<Media> sources, List<Target> able, Commission commission) {
        var content = new ArrayList<Block>(sources);
        content.add(new Block.Text(order.prompt()));
        Request request = Crafts.question(order.model(), content, new Output(Output.Format.Text.UNSET,
                List.of(Modality.TEXT, Modality.IMAGE), Optional.empty(), Optional.empty(),
                Optional.of(order.picture())), Settings.DEFAULT);
        List<Made> all = many(order.count(),
                () -> crafts.ask(request, able, order.lost(), commission));
        ObjectNode body = Json.object().put("created", clock.millis() / 1000);
        ArrayNode data = body.putArray("data");
        Usage usage = Usage.UNKNOWN;
        for (Made made : all) {
            List<Media> drawn = made.media(Media.Kind.IMAGE).toList();
            if (drawn.isEmpty()) {
                throw Crafts.nothing(made, "prompt", "picture");
            }
            drawn.forEach(picture -> data.add(shown(picture, order.url(), commission.client())));
            usage = sum(usage, made.response().usage());
        }
        if (usage.isKnown()) {
            body.set("usage", usage(usage));
        }
        return order.stream()
                ? new Product("text/event-stream", events(body, usage, sources.isEmpty()),
                        all.getFirst().origin(), usage)
                : Product.json(body, all.getFirst().origin(), usage);
    }

    /** Each picture when it is complete: none of these models shows it before. */
    private static byte[] events(ObjectNode body, Usage usage, boolean made) {
        String type = made ? "image_generation.completed" : "image_edit.completed";
        var frames = new SseWriter();
        for (JsonNode picture : body.path("data")) {
            ObjectNode event = Json.object().put("type", type).put("created_at", body.path("created").asLong())
                    .put("size", "auto").put("quality", "auto").put("background", "auto").put("output_format", "png");
            event.setAll((ObjectNode) picture);
            event.set("usage", usage(usage));
            frames.write(Frame.of(type, Json.bytes(event)));
        }
        return frames.drain();
    }

    private ObjectNode shown(Media picture, boolean url, Client client) {
        return Crafts.inline(picture)
                .map(inline -> url
                        ? Json.object().put("url", pictures.address(picture, inline, client.address()))
                        : Json.object().put("b64_json", inline.base64()))
                .orElseGet(() -> Json.object().put("url",
                        picture.source() instanceof Block.Source.Link link ? link.url() : ""));
    }

    /** As many at the same time as are wanted: such a model makes one picture in one answer. */
    private static List<Made> many(int count, Callable<Made> one) {
        try (var executor = Executors.newThreadPerTaskExecutor(Threads.ORDINARY)) {
            List<Future<Made>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                running.add(executor.submit(one));
            }
            try {
                var all = new ArrayList<Made>();
                for (Future<Made> made : running) {
                    all.add(made.get());
                }
                return all;
            } catch (InterruptedException _) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
                throw new FailureException(Failure.of(Failure.Kind.CLIENT_GONE, "The client has left."));
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
    }

    private static Usage sum(Usage one, Usage other) {
        return new Usage(OptionalLong.of(one.input().orElse(0) + other.input().orElse(0)),
                one.cacheRead(), one.cacheWrite(),
                OptionalLong.of(one.output().orElse(0) + other.output().orElse(0)), one.thinking());
    }

    private static ObjectNode usage(Usage usage) {
        long input = usage.input().orElse(0);
        ObjectNode told = Json.object().put("total_tokens", usage.total()).put("input_tokens", input)
                .put("output_tokens", usage.output().orElse(0));
        // nobody tells how many of them were the picture's
        told.putObject("input_tokens_details").put("text_tokens", input).put("image_tokens", 0);
        return told;
    }
}
