package dev.pollux.grid;

import dev.pollux.grid.Said.Call;

import java.util.List;

/** A vendor's official library, as a program uses it; it tries nothing again. */
interface Client extends AutoCloseable {

    /** Begins a conversation, kept as the library's documentation has it. */
    Talk begin(Question question);

    /** What a server's refusal says, as the library tells it; fails for anything else that was raised. */
    Complaint complaint(Throwable raised);

    @Override
    void close();

    /** A conversation. */
    interface Talk {
        /** Asks for an answer, which becomes part of the conversation. */
        Said ask(boolean streamed);

        void say(String words);

        /** Gives what the calls of the last answer gave. */
        void give(List<Result> results);

        /** The text that has come so far in streams, also of one that broke off. */
        String heard();
    }

    /**
     * @param text JSON
     */
    record Result(Call call, String text) {}

    /**
     * A server's refusal.
     *
     * @param type the vendor's own word for what it is
     */
    record Complaint(int status, String type, String message) {}
}
