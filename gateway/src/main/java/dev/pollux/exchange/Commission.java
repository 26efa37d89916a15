package dev.pollux.exchange;

import dev.pollux.route.Target;
import dev.pollux.upstream.Answer;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;

/**
 * One question for pictures, speech or a transcript: who may be asked, and for whom.
 *
 * @param strict a field that would be lost is an error
 * @param additions where files are counted that the question only pointed to
 * @param answers what was answered; closed when the client has got what was made of it
 */
record Commission(List<Target> targets, boolean strict, Client client, LongConsumer additions, Queue<Answer> answers)
        implements
            AutoCloseable {

    Commission(List<Target> targets, boolean strict, Client client, LongConsumer additions) {
        this(targets, strict, client, additions, new ConcurrentLinkedQueue<>());
    }

    @Override
    public void close() {
        answers.forEach(Answer::close);
    }
}
