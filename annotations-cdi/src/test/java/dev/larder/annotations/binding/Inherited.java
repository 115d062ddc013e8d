package dev.larder.annotations.binding;

import javax.cache.annotation.CacheResult;

/** The superclass of the annotated class, with methods that inherit or override annotations. */
public abstract class Inherited {
  abstract Integer called();

  @CacheResult(cacheName = "inherited")
  public Integer inherited(String item) {
    return called();
  }
}
