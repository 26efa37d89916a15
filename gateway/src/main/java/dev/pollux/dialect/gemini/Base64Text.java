package dev.pollux.dialect.gemini;

/** Base64 in the one form that all vendors take; proto3 JSON allows four. */
final class Base64Text {

    private Base64Text() {}

    /** The same bytes in the standard alphabet, with padding. */
    static String standard(String base64) {
        String text = base64;
        if (text.indexOf('-') >= 0 || text.indexOf('_') >= 0) {
            text = text.replace('-', '+').replace('_', '/');
        }
        int missing = (4 - text.length() % 4) % 4;
        return missing == 0 || missing == 3 ? text : text + "=".repeat(missing);
    }
}
