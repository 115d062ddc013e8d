package dev.larder.jcache;

import dev.larder.EntryMetadata;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.function.Supplier;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** An entry that an iterator returns: the user's own copy. */
final class LarderEntry<K, V> extends SimpleImmutableEntry<K, V> implements Cache.Entry<K, V> {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Supplier<@Nullable EntryMetadata> metadata;

  /**
   * Makes an entry.
   *
   * @param metadata what is known of the entry when it is asked for; null if the entry has gone
   */
  LarderEntry(K key, V value, Supplier<@Nullable EntryMetadata> metadata) {
    super(key, value);
    this.metadata = metadata;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type != EntryMetadata.class) {
      return Unwrap.to(type, this, "this cache entry");
    }
    // One that was serialized and read back has no cache.
    EntryMetadata known = metadata == null ? null : metadata.get();
    if (known == null) {
      throw new IllegalStateException("this cache entry is no longer in the cache");
    }
    return type.cast(known);
  }
}
