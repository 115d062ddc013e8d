package dev.larder.reliability;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.TestProvider;
import dev.larder.spec.Eventually;
import dev.larder.spec.Rethrow;
import dev.larder.spec.Watchdog;
import java.time.Duration;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys whose code fails in the thread that expires them keep no others from expiring. */
@ExtendWith(Watchdog.class)
class FailingKeysExpireTest {

  /** Hashed as ever by the thread that made it, and by no other. */
  private static final class Bad {
    private final Thread owner = Thread.currentThread();
    private final Failure failure;

    Bad(Failure failure) {
      this.failure = failure;
    }

    @Override
    public int hashCode() {
      if (Thread.currentThread() != owner) {
        throw Rethrow.asIs(failure.make());
      }
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void expiryThread_keyThrows_expiresOtherEntries(Failure failure) {
    try (TestProvider provider = new TestProvider()) {
      CacheEntryExpiredListener<Object, String> listener = events -> {};
      var configuration =
          LarderConfiguration.builder(Object.class, String.class)
              .storeByReference()
              .expireAfterCreation(Duration.ofSeconds(1))
              .listener(
                  new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, false));
      Cache<Object, String> cache = provider.cache("cache", configuration.build());
      LarderCacheMXBean control = cache.unwrap(LarderCacheMXBean.class);
      // Twice, for the first time may be the last.
      for (int round = 0; round < 2; round++) {
        cache.put(new Bad(failure), "v");
        cache.put("good", "v");
        provider.ticker().advance(Duration.ofSeconds(2));
        Eventually.isTrue(
            "all have expired in round " + round,
            () -> {
              provider.ticker().advance(Duration.ofSeconds(1));
              return control.getSize() == 0;
            });
      }
    }
  }
}
