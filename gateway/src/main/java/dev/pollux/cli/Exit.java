package dev.pollux.cli;

import dev.pollux.config.ConfigurationException;
import dev.pollux.http.ServerException;
import dev.pollux.route.CatalogueException;
import dev.pollux.sandbox.SandboxException;

import java.io.PrintWriter;

/** How the program ends: its exit codes, and what it says of a failure. */
final class Exit {
    static final int OK = 0;
    static final int FAILED = 1;
    /** EX_CONFIG of sysexits.h; a wrong command line is 2, picocli's own. */
    static final int BAD_CONFIGURATION = 78;

    private Exit() {}

    /** Tells a failure that has its cause outside in a sentence, our own mistakes with all that helps to find them. */
    static int explain(Exception e, PrintWriter err) {
        switch (e) {
            case ConfigurationException _,CatalogueException _ -> {
                err.println(String.valueOf(e.getMessage()).strip());
                return BAD_CONFIGURATION;
            }
            case ServerException _,SandboxException _ -> err.println(e.getMessage());
            default -> e.printStackTrace(err);
        }
        return FAILED;
    }
}
