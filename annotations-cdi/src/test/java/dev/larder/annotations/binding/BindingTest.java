package dev.larder.annotations.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs a test with each of Larder's bindings. */
@ParameterizedClass
@EnumSource(value = Binding.class, mode = EnumSource.Mode.EXCLUDE, names = "SPRING")
abstract class BindingTest {
  @Parameter Binding binding;

  private final List<Runnable> atEnd = new ArrayList<>();

  /** Returns an object whose calls are intercepted. */
  <T> T open(Class<T> type, Class<? extends T> implementation) {
    return binding.open(type, implementation, atEnd::add);
  }

  @AfterEach
  void closeAll() {
    atEnd.forEach(Runnable::run);
    manager().getCacheNames().forEach(manager()::destroyCache);
  }

  static CacheManager manager() {
    return Caching.getCachingProvider().getCacheManager();
  }

  /** Creates a cache by reference, because a filter on serialized forms accepts no throwables. */
  static Cache<Object, Object> createByReference(String name) {
    return manager().createCache(name, new MutableConfiguration<>().setStoreByValue(false));
  }

  static int count(String cache) {
    return (int) StreamSupport.stream(manager().getCache(cache).spliterator(), false).count();
  }
}
