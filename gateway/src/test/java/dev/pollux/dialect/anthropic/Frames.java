package dev.pollux.dialect.anthropic;

import dev.pollux.json.Json;
import dev.pollux.model.Event;
import dev.pollux.sse.Frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Streams of both directions, for tests. */
final class Frames {

    private Frames() {}

    /** What the events are on the wire, one line per frame: its name and its data. */
    static List<String> written(Event... events) {
        var lines = new ArrayList<String>();
        var writer = new EventWriter("m", () -> "1");
        for (Event event : events) {
            writer.write(event, frame -> lines.add(frame.event() + " " + frame.text()));
        }
        return lines;
    }

    /** The events of data lines. */
    static List<Event> read(String... data) {
        var events = new ArrayList<Event>();
        var reader = new EventReader();
        Arrays.stream(data).forEach(line -> reader.read(Frame.of(line), events::add));
        reader.end(events::add);
        return events;
    }

    static String start() {
        return Json.text(Json.object("{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"m\","
                + "\"usage\":{\"input_tokens\":5,\"cache_read_input_tokens\":7,\"output_tokens\":1}}}"));
    }
}
