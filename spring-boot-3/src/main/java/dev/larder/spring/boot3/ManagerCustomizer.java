package dev.larder.spring.boot3;

import javax.cache.CacheManager;

/**
 * Changes the cache manager before it is used. Spring Boot's own interface for that has another
 * package in each major version.
 */
@FunctionalInterface
public interface ManagerCustomizer {
  /** Creates caches, for example. What it throws fails the start of the application. */
  void customize(CacheManager manager);
}
