package dev.pollux.observe;

import dev.pollux.secret.Secret;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes out of a text whatever opens a door: by the name under which it stands, and by what it is. */
final class Mask {
    private static final Pattern HEADER = Pattern.compile("(?i).*(authori[sz]ation|authenticate|cookie|secret|password|"
            + "credential|signature|api-?key|[_-]key|[_-]token|access-?token)");
    private static final Pattern PARAMETER = Pattern.compile("(?i)([?&;](?:k(?:e|%65)y|\\$key|api_?key|access_token|"
            + "oauth_token|token|upload_id|signature|x-goog-signature)=)[^&;#\\s\"]+");
    /** Nobody finds a shorter one out by what is left, and short words stand in others. */
    private static final int SHORTEST = 4;

    private final List<Secret> secrets;

    Mask(List<Secret> secrets) {
        this.secrets = secrets.stream().filter(secret -> secret.reveal().length() >= SHORTEST).toList();
    }

    /** One that takes out more. */
    Mask and(List<String> shown) {
        if (shown.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(secrets);
        shown.stream().filter(text -> !text.isBlank()).map(Secret::of).forEach(all::add);
        return new Mask(all);
    }

    /** The value of a header. */
    String header(String name, String value) {
        return HEADER.matcher(name).matches() ? Secret.MASK : text(value);
    }

    String text(String text) {
        String masked = PARAMETER.matcher(text).replaceAll("$1" + Secret.MASK.replace("$", "\\$"));
        for (Secret secret : secrets) {
            masked = secret.maskIn(masked);
        }
        return masked;
    }
}
