package dev.larder.engine;

import dev.larder.EntryMetadata;
import dev.larder.expiry.Expiry;
import dev.larder.store.EntrySnapshot;
import dev.larder.time.Ticker;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the times of single entries, and sets the time to live of an entry. Thread-safe. */
public final class EntryTimes<K, V> {
  private final Claims<K, V> claims;
  private final Ticker ticker;

  /** Whether the store keeps deadlines: entries could expire when the cache was created. */
  private final boolean keepsDeadlines;

  /** Whether an entry may have a time to live other than that of the expiry policy. */
  private volatile boolean hasOwnTimes;

  EntryTimes(Claims<K, V> claims, boolean keepsDeadlines) {
    this.claims = claims;
    this.keepsDeadlines = keepsDeadlines;
    this.ticker = claims.components.services().ticker();
  }

  /**
   * Puts a value with a time to live.
   *
   * @throws UnsupportedOperationException if the entries of the cache never expire
   */
  public void put(K key, V value, Duration timeToLive) {
    claims.run(key, new TimeToLive<>(value, nanos(timeToLive)));
  }

  /**
   * Sets the time to live of an entry, from now. Returns false if there is no entry.
   *
   * @throws UnsupportedOperationException if the entries of the cache never expire
   */
  public boolean set(K key, Duration timeToLive) {
    return claims.run(key, new TimeToLive<>(null, nanos(timeToLive)));
  }

  /** Notes that the deadlines of some entries are not those of the expiry policy. */
  void noteOwnTimes() {
    hasOwnTimes = true;
  }

  /** Returns the nanoseconds of a time to live that is about to be set, 0 if it is negative. */
  long nanos(Duration timeToLive) {
    Objects.requireNonNull(timeToLive, "the time to live must not be null");
    if (!keepsDeadlines) {
      throw new UnsupportedOperationException(
          "cache '"
              + claims.components.name()
              + "': its entries never expire, so it keeps no times to live; set an expiry,"
              + " such as entryExpiry((key, value) -> EntryExpiry.ETERNAL)");
    }
    hasOwnTimes = true;
    return timeToLive.isNegative() ? 0 : Ticker.nanos(timeToLive);
  }

  /** Returns the age, the time left, the idle time and the weight of an entry; null if absent. */
  public @Nullable EntryMetadata of(K key) {
    EntrySnapshot<V> snapshot = claims.store.snapshot(key);
    if (snapshot == null) {
      return null;
    }
    long now = ticker.nanos();
    long left = snapshot.timeToLive();
    boolean isEternal = left == Ticker.NEVER;
    Expiry<K, V> expiry = claims.components.storage().expiry();
    boolean byPolicy = !isEternal && !hasOwnTimes;
    TimestampedValue<V> timestamped = claims.timestamped(key);
    long age = byPolicy ? since(expiry.fixedAfterWrite(), left) : Expiry.UNCHANGED;
    long idle = byPolicy ? since(expiry.fixedAfterAccess(), left) : Expiry.UNCHANGED;
    return new EntryMetadata(
        duration(timestamped == null ? age : Math.max(0, now - timestamped.written())),
        isEternal ? null : Duration.ofNanos(left),
        duration(idle),
        snapshot.weight());
  }

  /** Returns the time since a deadline was set, in nanoseconds, or {@link Expiry#UNCHANGED}. */
  private static long since(long timeToLive, long left) {
    return timeToLive == Expiry.UNCHANGED ? Expiry.UNCHANGED : Math.max(0, timeToLive - left);
  }

  private static @Nullable Duration duration(long nanos) {
    return nanos == Expiry.UNCHANGED ? null : Duration.ofNanos(nanos);
  }
}
