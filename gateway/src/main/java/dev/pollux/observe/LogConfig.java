package dev.pollux.observe;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the log goes and what is in it.
 *
 * @param level {@code error}, {@code warn}, {@code info}, {@code debug}
 * @param json one JSON object per line instead of text for people
 * @param file standard error where empty
 * @param fileSize at which the file is put aside, in bytes
 * @param files days for which files put aside are kept, and how many of that size together
 */
public record LogConfig(String level, boolean json, Optional<Path> file, long fileSize, int files) {}
