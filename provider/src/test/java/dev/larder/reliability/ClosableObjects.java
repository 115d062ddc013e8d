package dev.larder.reliability;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;

/** Creates user objects that caches have to close, and counts their closings. Thread-safe. */
final class ClosableObjects {
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger closedTwice = new AtomicInteger();

  One make() {
    open.incrementAndGet();
    return new One();
  }

  int open() {
    return open.get();
  }

  int closedTwice() {
    return closedTwice.get();
  }

  /** Any of the closable user objects. */
  final class One
      implements CacheLoader<String, String>,
          ExpiryPolicy,
          CacheEntryCreatedListener<String, String>,
          AutoCloseable {
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public void close() {
      if (closed.getAndSet(true)) {
        closedTwice.incrementAndGet();
      } else {
        open.decrementAndGet();
      }
    }

    @Override
    public String load(String key) {
      return key;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      return Map.of();
    }

    @Override
    public Duration getExpiryForCreation() {
      return Duration.ONE_DAY;
    }

    @Override
    public Duration getExpiryForAccess() {
      return Duration.ONE_DAY;
    }

    @Override
    public Duration getExpiryForUpdate() {
      return Duration.ONE_DAY;
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {}
  }
}
