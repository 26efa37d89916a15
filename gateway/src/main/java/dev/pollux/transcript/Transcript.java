package dev.pollux.transcript;

/** Takes down what is said in one exchange: by its client and to it, and with each vendor that is called for it. */
public interface Transcript {
    /** Of an exchange that nobody listens to. */
    Transcript NONE = new Transcript() {
        @Override
        public Talk withClient() {
            return Talk.UNHEARD;
        }

        @Override
        public Talk withVendor() {
            return Talk.UNHEARD;
        }
    };

    /** The talk of the client with the gateway; asked for once. */
    Talk withClient();

    /** The next talk of the gateway with a vendor. */
    Talk withVendor();
}
