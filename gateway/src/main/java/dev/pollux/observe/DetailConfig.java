package dev.pollux.observe;

import java.nio.file.Path;

/**
 * Where the detailed log goes.
 *
 * @param limit of what is kept of one body, in bytes
 * @param fileSize at which the file is put aside, in bytes
 * @param files days for which files put aside are kept, and how many of that size together
 */
public record DetailConfig(Path file, int limit, long fileSize, int files) {}
