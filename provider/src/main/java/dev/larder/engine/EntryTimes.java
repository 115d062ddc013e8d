package dev.larder.engine;

import dev.larder.EntryMetadata;
import dev.larder.expiry.Expiry;
import dev.larder.store.EntrySnapshot;
import dev.larder.time.Ticker;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The times of single entries: what is known of them, and times to live of their own. */
public final class EntryTimes<K, V> {
  private final Engine<K, V> engine;
  private final Ticker ticker;

  /** Whether some entry has a time to live that the present policy does not know. */
  private volatile boolean someAreForeign;

  EntryTimes(Engine<K, V> engine) {
    this.engine = engine;
    this.ticker = engine.parts().ticker();
  }

  /** Puts a value with a time to live. */
  public void put(K key, V value, Duration timeToLive) {
    engine.run(key, new TimeToLive<>(value, nanos(timeToLive)));
  }

  /** Gives an entry another time to live; false if there is no entry. */
  public boolean set(K key, Duration timeToLive) {
    return engine.run(key, new TimeToLive<>(null, nanos(timeToLive)));
  }

  /** Some deadlines are no longer those of the policy. */
  void setForeign() {
    someAreForeign = true;
  }

  /** The nanoseconds of a time to live that is about to be set. */
  long nanos(Duration timeToLive) {
    Objects.requireNonNull(timeToLive, "the time to live must not be null");
    if (!engine.keepsDeadlines()) {
      throw new UnsupportedOperationException(
          "cache '"
              + engine.parts().name()
              + "': its entries never expire, so it keeps no times to live; set an expiry,"
              + " such as entryExpiry((key, value) -> EntryExpiry.ETERNAL)");
    }
    someAreForeign = true;
    return timeToLive.isNegative() ? 0 : Ticker.nanos(timeToLive);
  }

  /** What is known of an entry; null if there is none. */
  public @Nullable EntryMetadata of(K key) {
    EntrySnapshot<V> sight = engine.sight(key);
    if (sight == null) {
      return null;
    }
    long now = ticker.nanos();
    boolean isEternal = sight.deadline() == Ticker.NEVER;
    long left = isEternal ? Ticker.NEVER : Math.max(0, sight.deadline() - now);
    Expiry<K, V> expiry = engine.expiry();
    boolean byPolicy = !isEternal && !someAreForeign;
    TimestampedValue<V> aged = engine.aged(key);
    long age = byPolicy ? since(expiry.fixedAfterWrite(), left) : Expiry.UNCHANGED;
    long idle = byPolicy ? since(expiry.fixedAfterAccess(), left) : Expiry.UNCHANGED;
    return new EntryMetadata(
        duration(aged == null ? age : Math.max(0, now - aged.written())),
        isEternal ? null : Duration.ofNanos(left),
        duration(idle),
        sight.weight());
  }

  /** The time since a deadline was set, from the time to live that it was set to. */
  private static long since(long timeToLive, long left) {
    return timeToLive == Expiry.UNCHANGED ? Expiry.UNCHANGED : Math.max(0, timeToLive - left);
  }

  private static @Nullable Duration duration(long nanos) {
    return nanos == Expiry.UNCHANGED ? null : Duration.ofNanos(nanos);
  }
}
