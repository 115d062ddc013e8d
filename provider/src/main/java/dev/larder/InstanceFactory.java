package dev.larder;

import java.util.Objects;
import javax.cache.configuration.Factory;

/** A factory of one instance, equal to another of an equal one; serializable if the instance is. */
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
    Object shown = instance instanceof SharedExecutor shared ? shared.executor() : instance;
    boolean isFunction =
        shown.getClass().isRecord()
            && shown.getClass().getPackage() == InstanceFactory.class.getPackage();
    return isFunction ? "(function)" : shown.getClass().getName();
  }
}
