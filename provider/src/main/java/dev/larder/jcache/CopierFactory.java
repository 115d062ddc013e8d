package dev.larder.jcache;

import dev.larder.Copier;
import dev.larder.LarderConfiguration;
import dev.larder.copy.Copiers;
import dev.larder.copy.GraphCopier;
import dev.larder.copy.ImmutableTypes;
import dev.larder.copy.SerialFilter;
import dev.larder.copy.Serializer;
import dev.larder.copy.ValueCopier;
import dev.larder.store.StoreContext;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/** Creates the copiers and the serializers of one cache from its configuration. */
final class CopierFactory<K, V> {
  private final String name;
  private final LarderConfiguration<K, V> configuration;
  private final ClassLoader loader;
  private final ImmutableTypes immutable;
  private final Copiers<K, V> copiers;

  CopierFactory(
      String name,
      ClassLoader loader,
      LarderConfiguration<K, V> configuration,
      CacheResources resources) {
    this.name = name;
    this.configuration = configuration;
    this.immutable = new ImmutableTypes(configuration.getImmutableTypes());
    Class<K> keyType = configuration.getKeyType();
    Class<V> valueType = configuration.getValueType();
    this.loader = loader;
    this.copiers =
        new Copiers<>(
            copier("key", keyType, configuration.getKeyCopierFactory(), resources),
            copier("value", valueType, configuration.getValueCopierFactory(), resources));
  }

  /**
   * Returns a serializer for the store. Its bytes may come from outside this process, so it always
   * filters.
   */
  private Serializer storeSerializer(String what, Class<?> type) {
    return serializer(what, SerialFilter.of(type, configuration.getSerialAllow()));
  }

  /**
   * Returns a serializer for copiers. Its bytes come from this process, so it filters only if
   * configured.
   */
  private Serializer copySerializer(String what, Class<?> type) {
    Set<String> allowed = configuration.getSerialAllow();
    return serializer(what, allowed.isEmpty() ? null : SerialFilter.of(type, allowed));
  }

  private Serializer serializer(String what, @Nullable SerialFilter filter) {
    return new Serializer("a " + what + " of cache '" + name + "'", loader, filter, immutable);
  }

  private <T> ValueCopier<T> copier(
      String what, Class<T> type, @Nullable Factory<Copier<T>> factory, CacheResources resources) {
    String named = "cache '" + name + "': the " + what;
    if (!configuration.isStoreByValue()) {
      return new ValueCopier<>(named, type, any -> true, UnaryOperator.identity());
    }
    if (factory == null) {
      return new ValueCopier<>(named, type, immutable::contains, new LazyCopier<>(what, type));
    }
    Copier<T> copier = resources.create(factory, what + " copier");
    return new ValueCopier<>(named, type, immutable::contains, copier::copy);
  }

  /** Creates the copier with the first mutable object: many caches have only immutable ones. */
  private final class LazyCopier<T> implements UnaryOperator<T> {
    private final String what;
    private final Class<T> type;
    private volatile @Nullable GraphCopier copier;

    LazyCopier(String what, Class<T> type) {
      this.what = what;
      this.type = type;
    }

    @Override
    public T apply(T object) {
      GraphCopier known = copier;
      return (known == null ? create() : known).copy(object);
    }

    private synchronized GraphCopier create() {
      GraphCopier known = copier;
      if (known == null) {
        known = new GraphCopier(copySerializer(what, type));
        copier = known;
      }
      return known;
    }
  }

  Copiers<K, V> copiers() {
    return copiers;
  }

  /** Returns the codec of keys and values, each with its own filter. */
  StoreContext.Codec codec() {
    return new Codec();
  }

  /** Creates its serializers when they are first used: a store on the heap needs none. */
  private final class Codec implements StoreContext.Codec {
    private @Nullable Serializer keys;
    private @Nullable Serializer values;

    private synchronized Serializer keys() {
      keys = keys == null ? storeSerializer("key", configuration.getKeyType()) : keys;
      return keys;
    }

    private synchronized Serializer values() {
      values = values == null ? storeSerializer("value", configuration.getValueType()) : values;
      return values;
    }

    @Override
    public byte[] encodeKey(Object key) {
      return keys().encode(key);
    }

    @Override
    public Object decodeKey(byte[] bytes) {
      return keys().decode(bytes);
    }

    @Override
    public byte[] encodeValue(Object value) {
      return values().encode(value);
    }

    @Override
    public Object decodeValue(byte[] bytes) {
      Object value = values().decode(bytes);
      copiers.value().met(value);
      return value;
    }
  }
}
