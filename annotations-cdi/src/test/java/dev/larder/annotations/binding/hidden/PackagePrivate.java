package dev.larder.annotations.binding.hidden;

import javax.cache.annotation.CacheResult;

/** Has a method that only classes of its package can override. */
public class PackagePrivate {
  @CacheResult(cacheName = "package-private")
  Integer get(String key) {
    return key.length();
  }
}
