package dev.larder.spec;

import dev.larder.TestProvider;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the suites share: a provider of their own, with a clock that they step. */
@ExtendWith(Watchdog.class)
abstract class SpecTest {
  final TestProvider provider = new TestProvider();

  @AfterEach
  void closeTheProvider() {
    provider.close();
  }

  static <K, V> MutableConfiguration<K, V> typed(Class<K> keys, Class<V> values) {
    return new MutableConfiguration<K, V>().setTypes(keys, values);
  }

  static MutableConfiguration<String, String> strings() {
    return typed(String.class, String.class);
  }

  <K, V> Cache<K, V> cache(Configuration<K, V> configuration) {
    return provider.cache("spec", configuration);
  }

  /** Waits, but not for ever. */
  static void await(CountDownLatch latch) {
    Together.await(latch);
  }
}
