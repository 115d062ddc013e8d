package dev.larder.tools.provider;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with one setting, for a provider whose manager URI may name a HOCON file. */
public record HoconFile(String setting) implements SizeSetting {
  /**
   * Writes a file in which the caches of Larder have a store. It is readable for this user only,
   * because an address may contain a password.
   */
  public static OwnConfiguration withStore(Path directory, String address) throws IOException {
    Path file = Files.createTempFile(directory, "store", ".conf");
    String quoted = address.replace("\\", "\\\\").replace("\"", "\\\"");
    Files.writeString(file, "defaults.store = \"" + quoted + "\"\n");
    return new OwnConfiguration(file.toUri(), "that of the server");
  }

  @Override
  public URI managerUri(Path directory, long entries, String policy) throws IOException {
    Path file = directory.resolve("at-most-" + entries + policy + ".conf");
    String text = setting + " = " + entries + "\n";
    Files.writeString(file, policy.isEmpty() ? text : text + "defaults.policy = " + policy + "\n");
    return file.toUri();
  }
}
