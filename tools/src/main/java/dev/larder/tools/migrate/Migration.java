package dev.larder.tools.migrate;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a configuration file of another provider. */
public final class Migration {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Migration() {}

  /**
   * Returns what Larder can take of a file.
   *
   * @param file the name, for messages
   * @param content an {@code ehcache.xml} of Ehcache 2 or 3, an {@code application.conf} of
   *     Caffeine, or a {@code cache2k.xml}
   * @throws MigrationException if it is none of these, or malformed
   */
  public static LarderFile read(String file, byte[] content) {
    try {
      String start =
          new String(content, StandardCharsets.ISO_8859_1).replaceAll("^[^\\p{Graph}]+", "");
      return start.startsWith("<") || start.startsWith("\u00ef\u00bb\u00bf<")
          ? xml(file, content)
          : CaffeineConf.read(file, text(file, content));
    } catch (StackOverflowError e) {
      throw new MigrationException(file + ": it is nested too deeply", e);
    } catch (ArithmeticException e) {
      throw new MigrationException(file + ": a number is too large", e);
    }
  }

  private static String text(String file, byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new MigrationException(file + ": it is not in UTF-8", e);
    }
  }

  private static LarderFile xml(String file, byte[] content) {
    Element root = Element.parse(file, content);
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
