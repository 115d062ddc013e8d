package dev.larder.testkit.promise;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A bound that is set in a configuration file.
 *
 * @param ending the extension of the file's name
 * @param format the text of the file, with a placeholder for the number
 */
record FileBound(String ending, String format) implements Bound {
  /** A template for all caches that are created by the specification's configuration. */
  static final String EHCACHE =
      """
      <config xmlns="http://www.ehcache.org/v3" xmlns:jsr107="http://www.ehcache.org/v3/jsr107">
        <service><jsr107:defaults default-template="bounded"/></service>
        <cache-template name="bounded"><heap unit="entries">%d</heap></cache-template>
      </config>
      """;

  @Override
  public URI managerUri(Path folder, long entries) throws IOException {
    Path file = folder.resolve("at-most-" + entries + ending);
    Files.writeString(file, String.format(Locale.ROOT, format, entries));
    return file.toUri();
  }
}
