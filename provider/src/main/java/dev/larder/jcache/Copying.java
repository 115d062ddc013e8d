package dev.larder.jcache;

import dev.larder.Copier;
import dev.larder.LarderConfiguration;
import dev.larder.copy.Copies;
import dev.larder.copy.GraphCopier;
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
  private final String name;
  private final LarderConfiguration<K, V> configuration;
  private final ImmutableTypes immutable;
  private final Serializer keys;
  private final Serializer values;
  private final Copies<K, V> copies;

  Copying(
      String name,
      ClassLoader loader,
      LarderConfiguration<K, V> configuration,
      Customizations customizations) {
    this.name = name;
    this.configuration = configuration;
    this.immutable = new ImmutableTypes(configuration.getImmutableTypes());
    Class<K> keyType = configuration.getKeyType();
    Class<V> valueType = configuration.getValueType();
    this.keys = serializer("a key of cache '" + name + "'", loader, keyType);
    this.values = serializer("a value of cache '" + name + "'", loader, valueType);
    this.copies =
        new Copies<>(
            copier("key", keyType, configuration.getKeyCopierFactory(), keys, customizations),
            copier(
                "value", valueType, configuration.getValueCopierFactory(), values, customizations));
  }

  private Serializer serializer(String what, ClassLoader loader, Class<?> type) {
    return new Serializer(what, loader, SerialFilter.of(type, configuration.getSerialAllow()));
  }

  private <T> ValueCopier<T> copier(
      String what,
      Class<T> type,
      @Nullable Factory<Copier<T>> factory,
      Serializer serializer,
      Customizations customizations) {
    String named = "cache '" + name + "': the " + what;
    if (!configuration.isStoreByValue()) {
      return new ValueCopier<>(named, type, any -> true, UnaryOperator.identity());
    }
    if (factory == null) {
      GraphCopier copier = new GraphCopier(serializer);
      return new ValueCopier<>(named, type, immutable::contains, copier::copy);
    }
    Copier<T> copier = customizations.make(factory, what + " copier");
    return new ValueCopier<>(named, type, immutable::contains, copier::copy);
  }

  Copies<K, V> copies() {
    return copies;
  }

  /** Bytes of keys and values, each read through its own filter. */
  StoreContext.Codec codec() {
    return new Codec(keys, values, copies.value());
  }

  private record Codec(Serializer keys, Serializer values, ValueCopier<?> copier)
      implements StoreContext.Codec {
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
      Object value = values.decode(bytes);
      copier.met(value);
      return value;
    }
  }
}
