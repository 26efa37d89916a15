package dev.pollux.dialect.openai;

import dev.pollux.json.Fields;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.Output.Picture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code /v1/images/generations} and {@code /v1/images/edits} are asked for.
 *
 * @param sources pictures to work on, none to make a new one
 * @param url addresses are wanted, not the bytes
 * @param lost fields that mean something to OpenAI's own models alone
 */
public record ImageOrder(String model, String prompt, List<Media> sources, int count, Picture picture, boolean url,
        boolean stream, Losses lost) {
    private static final int MOST = 10;
    private static final int MOST_SOURCES = 16;
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{1,4})x([1-9]\\d{1,4})");
    private static final Pattern WEB = Pattern.compile("(?i)https?://");
    private static final List<String> RATIOS = List.of("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9",
            "21:9");
    private static final int LARGEST_1K = 1_792;
    private static final int LARGEST_2K = 3_000;
    /** What is as good as said where it is not. */
    private static final Set<String> USUAL = Set.of("auto", "standard", "medium", "png", "low", "opaque");
    /** Qualities that mean more points. */
    private static final Set<String> FINE = Set.of("high", "hd");

    public ImageOrder {
        sources = List.copyOf(sources);
    }

    /** @param uploaded files of the form, checked */
    public static ImageOrder read(ObjectNode json, List<Media> uploaded) {
        Fields body = Fields.of(json);
        String model = body.requiredText("model");
        String prompt = body.requiredText("prompt");
        if (prompt.isBlank()) {
            throw body.notAllowed("prompt", "It must tell what to draw.");
        }
        int count = body.integer("n").orElse(1);
        if (count < 1 || count > MOST) {
            throw body.notAllowed("n", "It must be between 1 and " + MOST + ".");
        }
        var sources = new ArrayList<>(uploaded);
        Stream.of("images", "image").flatMap(name -> body.any(name).stream())
                .forEach(node -> sources(body, node, sources));
        if (sources.size() > MOST_SOURCES) {
            throw body.notAllowed("image", "At most " + MOST_SOURCES + " pictures are taken.");
        }
        boolean url = switch (body.text("response_format").orElse("b64_json")) {
            case "url" -> true;
            case "b64_json" -> false;
            default -> throw body.notAllowed("response_format", "It must be 'url' or 'b64_json'.");
        };
        Optional<String> quality = body.text("quality");
        Picture picture = picture(body, quality);
        boolean stream = body.flag("stream").orElse(false);
        body.skip("user");
        var lost = new Losses();
        for (String name : List.of("background", "output_format", "moderation", "style", "output_compression",
                "partial_images", "input_fidelity", "mask")) {
            body.any(name).filter(value -> !USUAL.contains(value.asString(""))).ifPresent(_ -> lost.add(name));
        }
        lost.addIf(quality.filter(word -> !USUAL.contains(word) && !FINE.contains(word)).isPresent(), "quality");
        body.rest().propertyNames().forEach(lost::add);
        return new ImageOrder(model, prompt, sources, count, picture, url, stream, lost);
    }

    private static void sources(Fields body, JsonNode node, List<Media> out) {
        if (node.isArray()) {
            node.forEach(one -> sources(body, one, out));
            return;
        }
        String url = node.isString() ? node.stringValue() : node.path("image_url").asString("");
        Optional<DataUrl> data = DataUrl.read(url).flatMap(DataUrl::sound);
        if (data.isEmpty() && !WEB.matcher(url).lookingAt()) {
            throw body.notAllowed("image",
                    "Each must be the data URL of a picture, or an address that begins with https://.");
        }
        Source source = data.<Source>map(inline -> new Source.Inline(inline.base64()))
                .orElseGet(() -> new Source.Link(url));
        out.add(new Media(Media.Kind.IMAGE, source, data.flatMap(DataUrl::mimeType), Optional.empty(), Optional.empty(),
                Marks.NONE));
    }

    private static Picture picture(Fields body, Optional<String> quality) {
        Optional<String> asked = body.text("size").filter(size -> !size.equals("auto"));
        if (asked.isEmpty()) {
            return new Picture(Optional.empty(), size(0, quality));
        }
        Matcher size = SIZE.matcher(asked.get());
        if (!size.matches()) {
            throw body.notAllowed("size", "It must be 'auto' or width and height in pixels, as 1536x1024.");
        }
        int width = Integer.parseInt(size.group(1));
        int height = Integer.parseInt(size.group(2));
        String nearest = RATIOS.stream()
                .min(Comparator.comparingDouble(ratio -> Math.abs(Math.log(value(ratio) * height / width))))
                .orElseThrow();
        return new Picture(Optional.of(nearest), size(Math.max(width, height), quality));
    }

    private static double value(String ratio) {
        String[] sides = ratio.split(":", -1);
        return Double.parseDouble(sides[0]) / Double.parseDouble(sides[1]);
    }

    /** Empty is the model's default, which is 1K. */
    private static Optional<String> size(int longest, Optional<String> quality) {
        boolean fine = quality.filter(FINE::contains).isPresent();
        if (longest > LARGEST_2K) {
            return Optional.of("4K");
        }
        return longest > LARGEST_1K || fine ? Optional.of("2K") : Optional.empty();
    }
}
