package dev.larder;

import java.util.Objects;
import javax.cache.configuration.Factory;

/**
 * Returns one instance. Serializable if the instance is; equal to a factory of an equal instance.
 */
record InstanceFactory<T>(T instance) implements Factory<T> {
  InstanceFactory {
    Objects.requireNonNull(instance, "the instance must not be null");
  }

  @Override
  public T create() {
    return instance;
  }

  @Override
  public String toString() {
    Object shown = instance;
    if (instance instanceof SharedExecutor shared) {
      shown = shared.executor();
    } else if (instance instanceof SharedStores shared) {
      shown = shared.factory();
    }
    boolean isFunction =
        shown.getClass().isRecord()
            && shown.getClass().getPackage() == InstanceFactory.class.getPackage();
    return isFunction ? "(function)" : shown.getClass().getName();
  }
}
