package dev.pollux.sandbox.scenario;

import dev.pollux.sandbox.scenario.Script.Ending;
import dev.pollux.sandbox.wire.Answer;
import dev.pollux.sandbox.wire.Answer.Streamed;
import dev.pollux.sandbox.wire.Answer.Whole;
import dev.pollux.sandbox.wire.Frame;
import dev.pollux.sandbox.wire.Framing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a vendor's right answer into what shall happen on the socket: here are all faults of transport. */
public final class Director {
    private static final long USUAL_PAUSE = 3;
    private static final long SLOW_PAUSE = 300;
    /** The discard port: nobody listens there. */
    private static final int NOWHERE = 9;
    private static final String PAGE = "<!doctype html><html><head><title>Welcome</title></head>"
            + "<body><h1>It works!</h1><p>This is no API.</p></body></html>\n";

    private Director() {}

    public static Script direct(Staged staged) {
        Scenario scenario = staged.scenario();
        int status = staged.answer() instanceof Whole whole ? whole.status() : 200;
        if (status != 200) {
            return whole(Scenario.NONE, (Whole) staged.answer(), staged.failure());
        }
        return switch (scenario.kind()) {
            case HANG -> new Script(200, Map.of(), List.of(), 0, Script.CHUNKED, Ending.NEVER);
            case HTML -> body(200, Map.of("content-type", "text/html; charset=utf-8"), bytes(PAGE));
            case REDIRECT -> body(302, Map.of("location",
                    "http://127.0.0.1:" + scenario.numberOr(NOWHERE) + "/elsewhere"), new byte[0]);
            case EMPTY_BODY -> body(200, headers(staged.answer()), new byte[0]);
            default -> switch (staged.answer()) {
                case Whole whole -> whole(scenario, whole, staged.failure());
                case Streamed streamed -> streamed(scenario, streamed, staged.failure());
            };
        };
    }

    private static Map<String, String> headers(Answer answer) {
        return switch (answer) {
            case Whole whole -> whole.headers();
            case Streamed streamed -> streamed.headers();
        };
    }

    private static Script whole(Scenario scenario, Whole answer, Whole failure) {
        byte[] body = bytes(answer.body());
        byte[] half = Arrays.copyOf(body, body.length / 2);
        return switch (scenario.kind()) {
            case CUT -> new Script(200, answer.headers(), List.of(half), 0, body.length, Ending.DESTROY);
            case STALL -> new Script(200, answer.headers(), List.of(half), 0, body.length, Ending.SILENCE);
            case CUT_CLEAN, GARBAGE -> body(200, answer.headers(), half);
            case ERROR_MIDSTREAM -> body(failure.status(), failure.headers(), bytes(failure.body()));
            case ERROR_FIRSTFRAME -> body(200, failure.headers(), bytes(failure.body()));
            case SPLIT -> new Script(200, answer.headers(), pieces(body, scenario.numberOr(1)), 0, Script.CHUNKED,
                    Ending.CLEAN);
            case SLOW -> new Script(200, answer.headers(), List.of(half, tail(body, half.length)), SLOW_PAUSE,
                    Script.CHUNKED, Ending.CLEAN);
            case GZIP -> body(200, zipped(answer.headers()), Gzip.pack(body));
            default -> body(answer.status(), answer.headers(), body);
        };
    }

    private static Script streamed(Scenario scenario, Streamed answer, Whole failure) {
        List<Frame> frames = answer.frames();
        List<Frame> some = frames.subList(0, Math.max(1, frames.size() / 2));
        return switch (scenario.kind()) {
            case CUT -> frames(answer, answer.framing().render(some, false), USUAL_PAUSE, Ending.DESTROY);
            case CUT_CLEAN -> frames(answer, answer.framing().render(some, true), USUAL_PAUSE, Ending.CLEAN);
            case ERROR_MIDSTREAM -> frames(answer, answer.framing().render(and(some, answer.failure()), true),
                    USUAL_PAUSE, Ending.CLEAN);
            case ERROR_FIRSTFRAME -> frames(answer, answer.framing().render(answer.failure(), true), 0,
                    Ending.CLEAN);
            case STALL -> frames(answer, answer.framing().render(frames.subList(0, 1), false), 0, Ending.SILENCE);
            case GARBAGE -> frames(answer, garbled(answer, frames.size() / 2), USUAL_PAUSE, Ending.CLEAN);
            case SLOW -> frames(answer, answer.framing().render(frames, true), SLOW_PAUSE, Ending.CLEAN);
            case LF -> frames(answer, lines(answer, Framing.SSE_LF).render(frames, true), USUAL_PAUSE, Ending.CLEAN);
            case CR -> frames(answer, lines(answer, Framing.SSE_CR).render(frames, true), USUAL_PAUSE, Ending.CLEAN);
            case COMMENTS -> frames(answer, answer.framing() == Framing.ARRAY
                    ? answer.framing().render(frames, true)
                    : answer.framing().renderNoisily(frames), USUAL_PAUSE, Ending.CLEAN);
            case SPLIT -> new Script(200, answer.headers(), pieces(all(answer), scenario.numberOr(1)), 0,
                    Script.CHUNKED, Ending.CLEAN);
            case GZIP -> new Script(200, zipped(answer.headers()), List.of(Gzip.pack(all(answer))), 0, Script.CHUNKED,
                    Ending.CLEAN);
            case PLAIN -> whole(Scenario.NONE, answer.plain(), failure);
            case FAST, CHUNKS -> frames(answer, answer.framing().render(frames, true), 0, Ending.CLEAN);
            default -> frames(answer, answer.framing().render(frames, true), USUAL_PAUSE, Ending.CLEAN);
        };
    }

    /** One frame in the middle loses its second half; the lines around it stay whole. */
    private static List<String> garbled(Streamed answer, int at) {
        List<Frame> frames = new ArrayList<>(answer.frames());
        Frame victim = frames.get(at);
        Frame wreck = new Frame(victim.event(), victim.data().substring(0, victim.data().length() / 2));
        if (answer.framing() != Framing.ARRAY) {
            frames.set(at, wreck);
            return answer.framing().render(frames, true);
        }
        List<String> texts = new ArrayList<>(answer.framing().render(frames, true));
        texts.set(at, ",\r\n" + wreck.data() + "\n");
        return texts;
    }

    private static Framing lines(Streamed answer, Framing wanted) {
        return answer.framing() == Framing.ARRAY ? Framing.ARRAY : wanted;
    }

    private static List<Frame> and(List<Frame> frames, List<Frame> last) {
        List<Frame> all = new ArrayList<>(frames);
        all.addAll(last);
        return all;
    }

    private static Script frames(Streamed answer, List<String> texts, long pause, Ending ending) {
        return new Script(200, answer.headers(), texts.stream().map(Director::bytes).toList(), pause, Script.CHUNKED,
                ending);
    }

    private static Script body(int status, Map<String, String> headers, byte[] body) {
        return new Script(status, headers, List.of(body), 0, body.length, Ending.CLEAN);
    }

    private static byte[] all(Streamed answer) {
        return bytes(String.join("", answer.framing().render(answer.frames(), true)));
    }

    private static List<byte[]> pieces(byte[] body, int size) {
        int step = Math.max(1, size);
        List<byte[]> pieces = new ArrayList<>(body.length / step + 1);
        for (int from = 0; from < body.length; from += step) {
            pieces.add(Arrays.copyOfRange(body, from, Math.min(body.length, from + step)));
        }
        return pieces;
    }

    private static byte[] tail(byte[] body, int from) {
        return Arrays.copyOfRange(body, from, body.length);
    }

    private static Map<String, String> zipped(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("content-encoding", "gzip");
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
