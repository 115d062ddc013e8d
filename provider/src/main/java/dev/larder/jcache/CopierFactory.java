package dev.larder.jcache;

import dev.larder.Copier;
import dev.larder.LarderConfiguration;
import dev.larder.copy.Copiers;
import dev.larder.copy.GraphCopier;
import dev.larder.copy.ImmutableTypes;
import dev.larder.copy.SerialFilter;
import dev.larder.copy.Serializer;
import dev.larder.copy.ValueCopier;
import dev.larder.store.Codec;
import dev.larder.store.Codecs;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.cache.CacheException;
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

  /** Creates the codecs of keys and values, each with its own filter. */
  Codecs<K, V> codecs() {
    return new Codecs<>(
        new LazyCodec<>("key", configuration.getKeyType(), Serializer::encodeKey, key -> {}),
        new LazyCodec<>(
            "value", configuration.getValueType(), Serializer::encode, copiers.value()::met));
  }

  /** Creates its serializer when it is first used: a store on the heap needs none. */
  private final class LazyCodec<T> implements Codec<T> {
    private final String what;
    private final Class<T> type;
    private final BiFunction<Serializer, Object, byte[]> encoder;
    private final Consumer<T> onDecoded;
    private volatile @Nullable Serializer serializer;

    LazyCodec(
        String what,
        Class<T> type,
        BiFunction<Serializer, Object, byte[]> encoder,
        Consumer<T> onDecoded) {
      this.what = what;
      this.type = type;
      this.encoder = encoder;
      this.onDecoded = onDecoded;
    }

    private Serializer serializer() {
      Serializer known = serializer;
      return known == null ? create() : known;
    }

    private synchronized Serializer create() {
      Serializer known = serializer;
      if (known == null) {
        known = storeSerializer(what, type);
        serializer = known;
      }
      return known;
    }

    @Override
    public byte[] encode(T object) {
      return encoder.apply(serializer(), object);
    }

    @Override
    public T decode(byte[] bytes) {
      T decoded = checked(serializer().decode(bytes));
      onDecoded.accept(decoded);
      return decoded;
    }

    @Override
    public T checked(Object decoded) {
      if (!type.isInstance(decoded)) {
        throw new CacheException(
            "cache '%s': the store has a %s of type %s, and the cache declares %s"
                .formatted(name, what, decoded.getClass().getName(), type.getName()));
      }
      return type.cast(decoded);
    }
  }
}
