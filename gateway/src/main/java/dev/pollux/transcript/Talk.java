package dev.pollux.transcript;

import java.util.Map;

/**
 * One HTTP request and its answer, told while it happens to whoever takes it down.
 *
 * <p>Any thread may tell, nobody ever waits for it, and it throws nothing. Bytes that were told must not change.
 */
public interface Talk {
    /** One that nobody listens to. */
    Talk UNHEARD = new Talk() {
        @Override
        public boolean isHeard() {
            return false;
        }

        @Override
        public void hides(String secret) {
            // nothing is shown
        }

        @Override
        public void asks(String line, Iterable<Map.Entry<String, String>> headers) {
            // nobody listens, here and below
        }

        @Override
        public void asks(byte[] piece) {
            // as above
        }

        @Override
        public void asked() {
            // as above
        }

        @Override
        public void answers(String line, Iterable<Map.Entry<String, String>> headers) {
            // as above
        }

        @Override
        public void answers(byte[] piece) {
            // as above
        }

        @Override
        public void ends(String how) {
            // as above
        }
    };

    /** Whether it is worth while to prepare what is told. */
    boolean isHeard();

    /** A secret that is shown in this talk and stands in no setting. */
    void hides(String secret);

    /**
     * The request begins.
     *
     * @param line method and address
     */
    void asks(String line, Iterable<Map.Entry<String, String>> headers);

    /** A piece of the request's body. */
    void asks(byte[] piece);

    /** The request is complete; only the first such word counts. */
    void asked();

    /**
     * The answer begins; what was not asked by now is not needed any more.
     *
     * @param line the status
     */
    void answers(String line, Iterable<Map.Entry<String, String>> headers);

    /** A piece of the answer's body. */
    void answers(byte[] piece);

    /**
     * Nothing more is said; only the first such word counts.
     *
     * @param how it came about
     */
    void ends(String how);
}
