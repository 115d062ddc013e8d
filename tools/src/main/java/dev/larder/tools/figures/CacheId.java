package dev.larder.tools.figures;

import java.util.Comparator;
import java.util.Optional;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a cache in the names of its MBeans.
 *
 * @param manager the URI of the cache manager, as the beans give it
 * @param cache the name of the cache, as the beans give it
 * @param instance what else the names of the beans have, such as a number; usually empty
 */
public record CacheId(String manager, String cache, String instance)
    implements Comparable<CacheId> {
  private static final Comparator<CacheId> ORDER =
      Comparator.comparing(CacheId::cache)
          .thenComparing(CacheId::manager)
          .thenComparing(CacheId::instance);

  /** Returns the cache of a bean; empty if the name does not tell. */
  public static Optional<CacheId> of(ObjectName name) {
    String cache = name.getKeyProperty("Cache");
    String manager = name.getKeyProperty("CacheManager");
    String instance = name.getKeyProperty("instance");
    return cache == null
        ? Optional.empty()
        : Optional.of(
            new CacheId(unquoted(manager), unquoted(cache), instance == null ? "" : instance));
  }

  private static String unquoted(@Nullable String value) {
    if (value == null) {
      return "";
    }
    return value.startsWith("\"") ? ObjectName.unquote(value) : value;
  }

  @Override
  public int compareTo(CacheId other) {
    return ORDER.compare(this, other);
  }
}
