package dev.larder.annotations.binding;

import javax.cache.annotation.CacheResult;

/** What the annotated class inherits, annotated in the class above. */
public abstract class Inherited {
  abstract Integer called();

  /** Says so itself. */
  @CacheResult(cacheName = "inherited")
  public Integer inherited(String item) {
    return called();
  }
}
