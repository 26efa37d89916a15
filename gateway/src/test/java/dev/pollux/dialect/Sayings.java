package dev.pollux.dialect;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Conversation;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Request;
import dev.pollux.model.Seal;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is said in a conversation, as {@link Facets} are: by whom, but not in which messages and parts. */
final class Sayings {
    static final Map<String, Set<String>> EXCUSES = Map.ofEntries(
            // an instruction in the midst changes its place, a result without its call becomes a text
            Map.entry("words", Set.of("messages.order", "messages[].tool_call_id")),
            Map.entry("refusals", Set.of("refusal")), Map.entry("citations", Set.of("citations")),
            Map.entry("images", Set.of("image_url")), Map.entry("audio", Set.of("input_audio")),
            Map.entry("video", Set.of("video")), Map.entry("documents", Set.of("file")),
            Map.entry("names", Set.of("filename", "image_url", "input_audio", "video", "file")),
            Map.entry("details", Set.of("image_url.detail", "image_url", "input_audio", "video", "file")),
            Map.entry("cached", Set.of("cache_control", "image_url", "input_audio", "video", "file")),
            Map.entry("own_thoughts", Set.of()),
            Map.entry("own_seals", Set.of()));

    private final Map<String, List<String>> said = new TreeMap<>();
    private final Set<String> heard = new HashSet<>();
    private final String origin;
    private final Conversation conversation;

    private Sayings(Request request, String origin) {
        this.origin = origin;
        this.conversation = new Conversation(request.messages());
    }

    static Map<String, List<String>> of(Request request, String origin) {
        Sayings sayings = read(request, origin);
        // where media stand among the words is form
        for (String media : List.of("images", "audio", "video", "documents", "names", "details", "cached")) {
            sayings.said.computeIfPresent(media, (_, list) -> list.stream().sorted().toList());
        }
        if (hasUnanswered(request)) {
            sayings.said.remove("words"); // what is said of the result that nobody gave
        }
        return sayings.said;
    }

    /** Every word of a conversation, whoever said it. */
    static Set<String> words(Request request) {
        return read(request, "").heard;
    }

    private static Sayings read(Request request, String origin) {
        var sayings = new Sayings(request, origin);
        for (Message message : request.messages()) {
            String speaker = message.role().instructs() ? "system" : message.role().name();
            message.blocks().forEach(block -> sayings.add(speaker, block));
        }
        return sayings;
    }

    private static boolean hasUnanswered(Request request) {
        var open = new HashSet<String>();
        for (Message message : request.messages()) {
            for (Block block : message.blocks()) {
                if (block instanceof Block.ToolCall call) {
                    open.add(call.id());
                } else if (block instanceof Block.ToolResult result) {
                    open.remove(result.callId());
                }
            }
        }
        return !open.isEmpty();
    }

    private void add(String speaker, Block block) {
        block.marks().cache().map(Marks.Cache::ttl).ifPresent(ttl -> put("cached", ttl.toString()));
        Optional<String> own = block.marks().seal().filter(seal -> seal.isOf(origin)).map(Seal::value);
        switch (block) {
            case Block.Text text -> {
                words(speaker, text.text());
                if (text.refusal()) {
                    put("refusals", text.text());
                }
                text.citations().forEach(citation -> put("citations", of(citation)));
                own.ifPresent(seal -> sealed("text " + seal));
            }
            case Block.Thinking thinking -> own.ifPresent(seal -> put("own_thoughts", thinking.text() + " " + seal));
            case Block.Media media -> media(speaker, media);
            case Block.ToolCall call -> {
                put("words", speaker + " call " + call.name() + " " + arguments(call));
                own.ifPresent(seal -> sealed("call " + seal));
            }
            case Block.ToolResult result -> {
                put("words", speaker + " result of " + conversation.toolName(result).orElse("?"));
                boolean told = result.content().stream().limit(1)
                        .anyMatch(first -> first instanceof Block.Text text && text.text().startsWith("Error:"));
                if (result.error() && !told) {
                    put("words", speaker + " Error:");
                }
                result.content().forEach(inner -> add(speaker, inner));
            }
            case Block.Opaque _ -> {
            }
        }
    }

    /** Only Gemini signs texts and calls. */
    private void sealed(String seal) {
        if (origin.equals("gemini")) {
            put("own_seals", seal);
        }
    }

    private void media(String speaker, Block.Media media) {
        if (!speaker.equals(Message.Role.ASSISTANT.name())
                && media.source() instanceof Block.Source.Inline(String base64)
                && media.mimeType().filter("text/plain"::equals).isPresent()) {
            // told as a file or in words
            hear(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
            media.name().ifPresent(this::hear);
            return;
        }
        put(switch (media.kind()) {
            case IMAGE -> "images";
            case AUDIO -> "audio";
            case VIDEO -> "video";
            case DOCUMENT -> "documents";
        }, media.source().toString());
        media.name().ifPresent(name -> put("names", name));
        media.detail().filter(detail -> detail != Block.Media.Detail.AUTO)
                .ifPresent(detail -> put("details", detail.name()));
    }

    static String of(Citation citation) {
        return citation.url() + " " + citation.title() + " " + citation.start() + " " + citation.end();
    }

    /** The free text of a custom tool may stand as the only argument of a function. */
    static String arguments(Block.ToolCall call) {
        if (call.custom()) {
            return Json.text(Json.object().put("input", call.arguments()));
        }
        return Json.text(Json.object().setAll((ObjectNode) Json.tree(call.arguments())));
    }

    /** How dialects join and part texts means nothing. */
    private void words(String speaker, String text) {
        for (String word : hear(text)) {
            put("words", speaker + " " + word);
        }
    }

    private List<String> hear(String text) {
        List<String> words = Arrays.stream(text.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
        // a title stands before a colon where it is told in words
        words.forEach(word -> heard.add(word.endsWith(":") ? word.substring(0, word.length() - 1) : word));
        return words;
    }

    private void put(String name, String what) {
        said.computeIfAbsent(name, _ -> new ArrayList<>()).add(what);
    }
}
