package dev.pollux.exchange;

import dev.pollux.dialect.openai.Form;
import dev.pollux.dialect.openai.SpeechOrder;
import dev.pollux.exchange.Crafts.Made;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Output;
import dev.pollux.model.Output.Modality;
import dev.pollux.model.Request;
import dev.pollux.model.Settings;
import dev.pollux.route.Target;
import dev.pollux.sound.Sound;

import java.util.List;
import java.util.Optional;

/** OpenAI's path for speech, by a conversation with a model that answers by speaking. */
final class Speaking {
    private final Crafts crafts;

    Speaking(Crafts crafts) {
        this.crafts = crafts;
    }

    Product answer(Form form, Commission commission) {
        SpeechOrder order = SpeechOrder.read(form.fields());
        List<Target> able = Crafts.able(commission.targets(), order.model(), "cannot be asked to speak here");
        String words = order.instructions().map(style -> style + ":\n" + order.words()).orElse(order.words());
        var speech = new Output.Speech(Optional.of(order.voice()), Optional.of("pcm16"));
        Request request = Crafts.question(order.model(), List.of(new Block.Text(words)),
                new Output(Output.Format.Text.UNSET, List.of(Modality.AUDIO), Optional.of(speech), Optional.empty()),
                Settings.DEFAULT);
        Made made = crafts.ask(request, able, order.lost(), commission);
        List<Media> spoken = made.media(Media.Kind.AUDIO).filter(piece -> Crafts.inline(piece).isPresent()).toList();
        if (spoken.isEmpty()) {
            throw Crafts.nothing(made, "input", "speech");
        }
        Sound sound = Sound.joined(spoken, order.wav());
        return new Product(sound.type(), sound.bytes(), made.origin(), made.response().usage());
    }
}
