package dev.larder.tools.migrate;

/** Reads a configuration file of another provider. */
public final class Migration {
  private Migration() {}

  /**
   * Returns what Larder can take of a file.
   *
   * @param file the name, for messages
   * @param text the content: an {@code ehcache.xml} of Ehcache 2 or 3, an {@code application.conf}
   *     of Caffeine, or a {@code cache2k.xml}
   * @throws MigrationException if it is none of these, or malformed
   */
  public static LarderFile read(String file, String text) {
    if (!text.stripLeading().startsWith("<")) {
      return CaffeineConf.read(file, text);
    }
    Element root = Element.parse(file, text);
    return switch (root.name()) {
      case "ehcache" -> Ehcache2.read(file, root);
      case "config" -> Ehcache3.read(file, root);
      case "cache2k" -> Cache2kXml.read(file, root);
      default ->
          throw new MigrationException(
              file
                  + ": the root element is "
                  + root.name()
                  + "; accepted are ehcache (Ehcache 2), config (Ehcache 3) and cache2k");
    };
  }
}
