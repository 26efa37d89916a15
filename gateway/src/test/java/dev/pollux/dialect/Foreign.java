package dev.pollux.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Request;
import dev.pollux.model.Seal;
import dev.pollux.model.Tool;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What of a request only some other dialect knows: each thing must be named as lost, and no seal may be told. */
final class Foreign {
    private final Set<String> names = new TreeSet<>();
    private final List<Seal> seals = new ArrayList<>();

    private Foreign() {}

    static Foreign in(Request request) {
        var foreign = new Foreign();
        foreign.extras(request.extras());
        for (Message message : request.messages()) {
            foreign.extras(message.extras());
            message.blocks().forEach(foreign::block);
        }
        Facets.callable(request.tools()).forEach(tool -> {
            switch (tool) {
                case Tool.Function function -> foreign.marks(function.marks());
                case Tool.Custom custom -> foreign.marks(custom.marks());
                case Tool.Hosted _ -> {
                    // lost as a whole where it has no counterpart
                }
                case Tool.Opaque opaque -> foreign.names.add(opaque.kind());
            }
        });
        return foreign;
    }

    private void block(Block block) {
        switch (block) {
            case Block.Text text -> marks(text.marks());
            case Block.ToolCall call -> marks(call.marks());
            case Block.Thinking thinking -> marks(thinking.marks());
            case Block.ToolResult result -> {
                marks(result.marks());
                result.content().forEach(this::block);
            }
            case Block.Opaque opaque -> names.add(opaque.kind());
            case Block.Media _ -> {
                // lost as a whole where it has no place
            }
        }
    }

    private void marks(Marks marks) {
        extras(marks.extras());
        marks.seal().ifPresent(seals::add);
    }

    private void extras(Extras extras) {
        var losses = new Losses();
        extras.report(losses);
        names.addAll(losses.names());
    }

    void assertNamed(String as, List<String> lost) {
        assertThat(lost).as(as).containsAll(names);
    }

    void assertSealed(String as, byte[] body, String dialect) {
        var text = new String(body, StandardCharsets.UTF_8);
        seals.stream().filter(seal -> !seal.isOf(dialect))
                .forEach(seal -> assertThat(text).as(as).doesNotContain(seal.value()));
    }
}
