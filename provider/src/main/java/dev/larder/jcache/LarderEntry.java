package dev.larder.jcache;

import dev.larder.EntryMetadata;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.function.Supplier;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** An entry that an iterator returns, with copies of key and value. */
final class LarderEntry<K, V> extends SimpleImmutableEntry<K, V> implements Cache.Entry<K, V> {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Supplier<@Nullable EntryMetadata> metadata;

  /**
   * Creates an entry.
   *
   * @param metadata returns the current times of the entry in the cache; null if it was removed
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
    // A deserialized entry has no cache.
    EntryMetadata known = metadata == null ? null : metadata.get();
    if (known == null) {
      throw new IllegalStateException("this cache entry is no longer in the cache");
    }
    return type.cast(known);
  }
}
