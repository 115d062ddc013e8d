package dev.larder.jcache;

import dev.larder.Copier;
import dev.larder.LarderConfiguration;
import dev.larder.copy.Copies;
import dev.larder.copy.ImmutableTypes;
import dev.larder.copy.SerialFilter;
import dev.larder.copy.Serializer;
import dev.larder.copy.ValueCopier;
import dev.larder.store.StoreContext;
import java.util.function.UnaryOperator;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/** How one cache copies and serializes, from its configuration. */
final class Copying<K, V> {
  private final LarderConfiguration<K, V> configuration;
  private final ImmutableTypes immutable;
  private final Serializer keys;
  private final Serializer values;

  Copying(String name, ClassLoader loader, LarderConfiguration<K, V> configuration) {
    this.configuration = configuration;
    this.immutable = new ImmutableTypes(configuration.getImmutableTypes());
    this.keys = serializer("a key of cache '" + name + "'", loader, configuration.getKeyType());
    this.values =
        serializer("a value of cache '" + name + "'", loader, configuration.getValueType());
  }

  private Serializer serializer(String what, ClassLoader loader, Class<?> type) {
    return new Serializer(what, loader, SerialFilter.of(type, configuration.getSerialAllow()));
  }

  Copies<K, V> copies(Customizations customizations) {
    if (!configuration.isStoreByValue()) {
      return Copies.none();
    }
    return new Copies<>(
        copier(configuration.getKeyCopierFactory(), keys, customizations),
        copier(configuration.getValueCopierFactory(), values, customizations));
  }

  private <T> UnaryOperator<T> copier(
      @Nullable Factory<Copier<T>> factory, Serializer serializer, Customizations customizations) {
    if (factory == null) {
      return new ValueCopier<>(immutable, serializer);
    }
    Copier<T> copier = customizations.add(factory.create());
    return original -> immutable.contains(original.getClass()) ? original : copier.copy(original);
  }

  /** Bytes of keys and values, each read through its own filter. */
  StoreContext.Codec codec() {
    return new Codec(keys, values);
  }

  private record Codec(Serializer keys, Serializer values) implements StoreContext.Codec {
    @Override
    public byte[] encodeKey(Object key) {
      return keys.encode(key);
    }

    @Override
    public Object decodeKey(byte[] bytes) {
      return keys.decode(bytes);
    }

    @Override
    public byte[] encodeValue(Object value) {
      return values.encode(value);
    }

    @Override
    public Object decodeValue(byte[] bytes) {
      return values.decode(bytes);
    }
  }
}
