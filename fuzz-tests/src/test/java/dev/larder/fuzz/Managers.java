package dev.larder.fuzz;

import dev.larder.LarderCachingProvider;
import java.net.URI;
import java.util.Properties;
import java.util.function.Consumer;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/** Opens cache managers with generated input, each with a provider that is closed afterwards. */
final class Managers {
  private Managers() {}

  /**
   * Returns the error message for the user, or null if the manager opens. All other failures are
   * thrown.
   */
  static @Nullable String refusal(URI uri, Properties properties, Consumer<CacheManager> then) {
    try (var provider = new LarderCachingProvider()) {
      then.accept(provider.getCacheManager(uri, Managers.class.getClassLoader(), properties));
      return null;
    } catch (CacheException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Uses all configured caches of a manager. */
  static void useAll(CacheManager manager) {
    for (String name : manager.getCacheNames()) {
      manager.getCache(name).containsKey("k");
    }
  }

  static void check(boolean holds, String rule, @Nullable Object value) {
    if (!holds) {
      throw new AssertionError(rule + ": " + value);
    }
  }
}
