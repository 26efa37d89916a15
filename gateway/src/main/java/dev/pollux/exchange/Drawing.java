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
import dev.pollux.route.Target;
import dev.pollux.thread.Threads;
import tools.jackson.databind.node.ObjectNode;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        if (edit == order.sources().isEmpty()) {
            throw new FailureException(Failure.invalid("image",
                    edit ? "A picture to edit is needed." : "Pictures are edited at /v1/images/edits."));
        }
        List<Target> able = Crafts.able(commission.targets(), order.model(), "makes no pictures");
        Request request = question(order, commission);
        List<Made> all = many(order.count(), () -> crafts.ask(request, able, order.lost(), commission));
        var answer = new DrawingAnswer(all, picture -> shown(picture, order.url(), commission.client()));
        long now = clock.millis() / 1000;
        return order.stream()
                ? new Product("text/event-stream",
                        answer.events(edit ? "image_edit.completed" : "image_generation.completed", now),
                        all.getFirst().origin(), answer.usage())
                : Product.json(answer.whole(now), all.getFirst().origin(), answer.usage());
    }

    private Request question(ImageOrder order, Commission commission) {
        var content = new ArrayList<Block>();
        order.sources().forEach(source -> content.add(Upload.picture("image", source)));
        content.add(new Block.Text(order.prompt()));
        Request request = Crafts.question(order.model(), content, new Output(Output.Format.Text.UNSET,
                List.of(Modality.TEXT, Modality.IMAGE), Optional.empty(), Optional.empty(),
                Optional.of(order.picture())), Settings.DEFAULT);
        try {
            return crafts.complete(request, commission);
        } catch (FailureException e) {
            throw e.failure().kind() == Failure.Kind.INVALID
                    ? new FailureException(e.failure().withParam("image"), e)
                    : e;
        }
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
}
