package dev.larder.lincheck;

import dev.larder.StillProvider;

/** Creates a new cache for each run of a scenario; the cache is the argument of the first call. */
public class Caches implements AutoCloseable {
  private final Setting setting;
  private final StillProvider provider = new StillProvider();

  Caches(Setting setting) {
    this.setting = setting;
  }

  public Setting setting() {
    return setting;
  }

  OpenCache open() {
    return new OpenCache(provider, setting);
  }

  /** Checks the invariants of an unused cache, and closes it. */
  void finish(OpenCache open) {
    open.checkInvariants();
    open.close();
  }

  @Override
  public void close() {
    provider.close();
  }

  @Override
  public String toString() {
    return setting.toString();
  }
}
