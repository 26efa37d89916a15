package dev.pollux.observe;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the log goes and what is in it.
 *
 * @param level {@code error}, {@code warn}, {@code info}, {@code debug}
 * @param json one JSON object per line instead of text for people
 * @param file standard error where empty
 */
public record LogConfig(String level, boolean json, Optional<Path> file) {}
