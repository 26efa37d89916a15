package dev.pollux.upstream;

import dev.pollux.upstream.Answer.Origin;

/** What a vendor told, and who it was. */
public record Told<T>(Origin origin, T content) {}
