package dev.larder.valkey;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Codecs;
import dev.larder.store.RemovalCause;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreSettings;
import dev.larder.store.TestContext;
import org.jspecify.annotations.Nullable;

/** A context of the kit, as a store on a server sees it: durations are those of the server. */
record SteppedContext<K, V>(TestContext<K, V> kit, String cacheName) implements StoreContext<K, V> {
  @Override
  public StoreSettings settings() {
    StoreSettings known = kit.settings();
    return new StoreSettings(cacheName, "larder:test", known.bound(), known.canExpire());
  }

  @Override
  public long now() {
    return kit.now();
  }

  @Override
  public long recently() {
    return kit.recently();
  }

  @Override
  public long timeToLive(Action action, boolean present) {
    return SteppedTime.scaled(kit.timeToLive(action, present));
  }

  @Override
  public K copyKey(K key) {
    return kit.copyKey(key);
  }

  @Override
  public boolean isKeptUnequal(K key) {
    return kit.isKeptUnequal(key);
  }

  @Override
  public int weigh(K key, V value) {
    return kit.weigh(key, value);
  }

  @Override
  public boolean hasListeners() {
    return kit.hasListeners();
  }

  @Override
  public void removed(K key, @Nullable V value, RemovalCause cause) {
    kit.removed(key, value, cause);
  }

  @Override
  public void changedElsewhere(K key, Change<V> change) {
    kit.changedElsewhere(key, change);
  }

  @Override
  public void wakeAfter(long nanos) {
    kit.wakeAfter(nanos / (SteppedTime.UNIT_MILLIS * 1_000_000));
  }

  @Override
  public Codecs<K, V> codecs() {
    return kit.codecs();
  }
}
