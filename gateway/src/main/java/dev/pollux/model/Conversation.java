package dev.pollux.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a list of messages says when it is read as a whole. */
public final class Conversation {
    private final Map<String, String> toolNames = new HashMap<>();

    public Conversation(List<Message> messages) {
        for (Message message : messages) {
            for (Block block : message.blocks()) {
                if (block instanceof Block.ToolCall call) {
                    toolNames.put(call.id(), call.name());
                }
            }
        }
    }

    /** The tool whose result this is: as the result says, else as the call with its id said. */
    public Optional<String> toolName(Block.ToolResult result) {
        return result.name().or(() -> Optional.ofNullable(toolNames.get(result.callId())));
    }
}
