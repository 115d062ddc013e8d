package dev.larder.tools.provider;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with one setting, for a provider whose manager URI may name a HOCON file. */
record HoconFile(String setting) implements SizeSetting {
  @Override
  public URI managerUri(Path directory, long entries, String policy) throws IOException {
    Path file = directory.resolve("at-most-" + entries + policy + ".conf");
    String text = setting + " = " + entries + "\n";
    Files.writeString(file, policy.isEmpty() ? text : text + "defaults.policy = " + policy + "\n");
    return file.toUri();
  }
}
