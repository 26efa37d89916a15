package dev.pollux.model;

/** A name, or all names of a pattern in which {@code *} stands for any characters. */
public record Glob(String pattern) {

    public boolean isPattern() {
        return pattern.indexOf('*') >= 0;
    }

    /** Takes time in proportion to both lengths at worst: names come from clients. */
    public boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int retry = 0;
        while (in < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                retry = in;
            } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++retry;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
