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

  Copying(String name, ClassLoader loader, LarderConfiguration<K, V> configuration) {
    this.name = name;
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
      return new Copies<>(UnaryOperator.identity(), checked(UnaryOperator.identity()));
    }
    return new Copies<>(
        copier(configuration.getKeyCopierFactory(), keys, customizations),
        checked(copier(configuration.getValueCopierFactory(), values, customizations)));
  }

  /** Refuses values of a wrong type wherever they come from: callers, loaders or processors. */
  private UnaryOperator<V> checked(UnaryOperator<V> copier) {
    Class<V> type = configuration.getValueType();
    if (type == (Class<?>) Object.class) {
      return copier;
    }
    return value -> {
      if (!type.isInstance(value)) {
        throw new ClassCastException(
            "cache '"
                + name
                + "': the value must be a "
                + type.getName()
                + ": "
                + value.getClass().getName());
      }
      return copier.apply(value);
    };
  }

  private <T> UnaryOperator<T> copier(
      @Nullable Factory<Copier<T>> factory, Serializer serializer, Customizations customizations) {
    if (factory == null) {
      return new ValueCopier<>(immutable, new GraphCopier(serializer)::copy);
    }
    Copier<T> copier = customizations.add(factory.create());
    return new ValueCopier<>(immutable, copier::copy);
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
