package dev.larder.fuzz;

import dev.larder.LarderCachingProvider;
import java.net.URI;
import java.util.Properties;
import java.util.function.Consumer;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/** Opens cache managers with what was made up, each by a provider that is closed again. */
final class Managers {
  private Managers() {}

  /** What is wrong, as a message for the user; null if there is a manager. Fails by all else. */
  static @Nullable String refusal(URI uri, Properties properties, Consumer<CacheManager> then) {
    try (var provider = new LarderCachingProvider()) {
      then.accept(provider.getCacheManager(uri, Managers.class.getClassLoader(), properties));
      return null;
    } catch (CacheException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Uses all caches that a manager has been made with. */
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
