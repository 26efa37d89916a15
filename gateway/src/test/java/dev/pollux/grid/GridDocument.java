package dev.pollux.grid;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The page {@code docs/grid.md}. */
final class GridDocument {
    private static final String HEAD = """
            # Every client on every model

            Each cell of this table is a program with the vendor's official library for Java (OpenAI's in its chat API and in its
            Responses API, with response validation on; Google's; Anthropic's, with response validation on) that talks through
            the gateway to a vendor of that dialect: the [sandbox](sandbox.md). Each is tried whole and streamed, in strict mode:
            whatever was lost would be an error. The test that tries them, `GridTest`, writes this page.

            """;
    private static final String TAIL = """

            - **text**: words in several scripts go and come unchanged, tokens are counted.
            - **two calls at once and their results**: names and arguments are right; the second call is answered before the first,
              so only the ids, the vendor's own at the other end, say which result is whose; the model quotes both results.
            - **reasoning**: the program asks for it and sees it, and in a second turn the vendor gets its seal back unchanged.
              Of a vendor with OpenAI's chat API the seal is the text itself.
            - **an answer by a JSON schema**: the answer is the JSON that the schema wants.
            - **a picture in the question**: the model sees one picture, of the same bytes.
            - **a refusal**: the library raises its own exception with status and type for a model that is not there.
            - **an answer cut off**: the library raises, and takes half an answer never for a whole one, whether the vendor's
              connection breaks or only ends too early.
            - **byte for byte**: client and vendor speak the same dialect; the vendor receives what it would receive without the
              gateway, and the program gets the bytes that the vendor sent.
            """;

    private GridDocument() {}

    static String page() {
        String vendors = Arrays.stream(Behind.values()).map(Behind::title).collect(Collectors.joining(" | "));
        var page = new StringBuilder(HEAD).append("| What the program does | Its library | ").append(vendors)
                .append(" |\n|---|---|").append("---|".repeat(Behind.values().length)).append('\n');
        for (Scenario scenario : Scenario.values()) {
            for (Library library : Library.values()) {
                String cells = Arrays.stream(Behind.values())
                        .map(behind -> new Cell(library, behind, scenario, true).words())
                        .collect(Collectors.joining(" | "));
                page.append("| ").append(scenario.title()).append(" | ").append(library.title()).append(" | ")
                        .append(cells).append(" |\n");
            }
        }
        return page.append(TAIL).toString();
    }
}
