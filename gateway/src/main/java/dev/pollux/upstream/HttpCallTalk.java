package dev.pollux.upstream;

import dev.pollux.transcript.Talk;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

/** Tells of a call in the words of a {@link Talk}; where nobody listens it is one object for all calls. */
final class HttpCallTalk {
    private static final HttpCallTalk UNHEARD = new HttpCallTalk(Talk.UNHEARD);

    private final Talk talk;

    private HttpCallTalk(Talk talk) {
        this.talk = talk;
    }

    static HttpCallTalk of(Talk talk) {
        return talk.isHeard() ? new HttpCallTalk(talk) : UNHEARD;
    }

    /** @param key that goes with it */
    void asks(RequestOptions options, String key) {
        if (talk.isHeard()) {
            talk.hides(key);
            String scheme = Boolean.TRUE.equals(options.isSsl()) ? "https://" : "http://";
            talk.asks(options.getMethod() + " " + scheme + options.getHost() + ":" + options.getPort()
                    + options.getURI(), options.getHeaders());
        }
    }

    void asks(byte[] piece) {
        talk.asks(piece);
    }

    void asked() {
        talk.asked();
    }

    void answers(HttpClientResponse response) {
        if (talk.isHeard()) {
            talk.answers(response.statusCode() + " " + response.statusMessage(), response.headers());
        }
    }

    void answers(byte[] piece) {
        talk.answers(piece);
    }

    /** Nothing more comes, or nobody waits for it. */
    void ends(String how) {
        talk.ends(how);
    }
}
