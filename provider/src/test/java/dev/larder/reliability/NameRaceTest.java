package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.LarderConfiguration;
import dev.larder.spec.SpecTest;
import dev.larder.spec.Together;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListener;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads that create, destroy and close the cache of one name at the same time. */
class NameRaceTest extends SpecTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 400;
  private static final String NAME = "contested";

  private final CacheManager manager = provider.manager();
  private final Logged logged = new Logged("dev.larder");
  private final ClosableObjects customizations = new ClosableObjects();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger created = new AtomicInteger();
  private final AtomicInteger met = new AtomicInteger();

  @AfterEach
  void close() {
    provider.close();
    logged.close();
  }

  /** What ends the race, at its middle or at its end. */
  private enum Ending {
    DESTROY_AT_THE_END,
    CLOSE_THE_MANAGER,
    CLOSE_THE_PROVIDER,
    CLOSE_THE_PROVIDER_AT_THE_END;

    boolean isInTheMidst() {
      return this == CLOSE_THE_MANAGER || this == CLOSE_THE_PROVIDER;
    }
  }

  /** Every tenth listener factory throws, so that the cache is not created. */
  private CacheEntryListener<String, String> listener() {
    if (made.incrementAndGet() % 10 == 0) {
      throw new IllegalStateException(FailureKind.MESSAGE);
    }
    return customizations.make();
  }

  private LarderConfiguration<String, String> configuration() {
    LarderConfiguration<String, String> configuration = new LarderConfiguration<>();
    configuration.setTypes(String.class, String.class).setReadThrough(true);
    configuration.setCacheLoaderFactory(customizations::make);
    configuration.setExpiryPolicyFactory(customizations::make);
    configuration.setStatisticsEnabled(true).setManagementEnabled(true);
    return (LarderConfiguration<String, String>)
        configuration.addCacheEntryListenerConfiguration(
            new MutableCacheEntryListenerConfiguration<>(this::listener, null, false, false));
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void createAndClose_sameNameByManyThreads_leaveNothing(Ending ending) throws JMException {
    Phaser rounds = new Phaser(THREADS);
    for (Together.Outcome outcome :
        Together.run(THREADS, thread -> contest(thread, ending, rounds))) {
      boolean mayFail = ending.isInTheMidst();
      assertThat(
          outcome.failure,
          mayFail ? anyOf(nullValue(), instanceOf(IllegalStateException.class)) : nullValue());
    }
    end(ending);
    assertThat("created", created.get(), is(greaterThan(THREADS)));
    assertThat("conflicts of threads", met.get(), is(greaterThan(0)));
    assertThat("open", customizations.open(), is(0));
    assertThat("closed twice", customizations.closedTwice(), is(0));
    assertThat(beans(), is(empty()));
    assertThat("warnings", logged.warnings(), is(0L));
  }

  private void end(Ending ending) {
    switch (ending) {
      case DESTROY_AT_THE_END -> {
        manager.destroyCache(NAME);
        assertThat(manager.getCacheNames().iterator().hasNext(), is(false));
        manager.createCache(NAME, new LarderConfiguration<String, String>()).close();
      }
      case CLOSE_THE_PROVIDER_AT_THE_END -> provider.close();
      default -> assertThat(manager.isClosed(), is(true));
    }
  }

  /** In each round the threads start together, each with another operation. */
  private Object contest(int thread, Ending ending, Phaser rounds) {
    try {
      for (int round = 0; round < ROUNDS; round++) {
        rounds.arriveAndAwaitAdvance();
        if (thread == 0 && round == ROUNDS / 2 && ending.isInTheMidst()) {
          close(ending);
        }
        act((round + thread) % 5);
        act((round + thread + round % 4) % 5);
      }
      return null;
    } finally {
      rounds.arriveAndDeregister();
    }
  }

  private void act(int which) {
    switch (which) {
      case 0, 1 -> create();
      case 2 -> manager.destroyCache(NAME);
      case 3 -> with(cache -> manager.enableStatistics(cache.getName(), false));
      default -> with(Cache::close);
    }
  }

  /** Another thread may have created the cache, and the listener factory may throw. */
  private void create() {
    try {
      Cache<String, String> cache = manager.createCache(NAME, configuration());
      created.incrementAndGet();
      cache.put("k", "v");
    } catch (CacheException e) {
      assertThat(e.getMessage(), containsString("'" + NAME + "'"));
      met.incrementAndGet();
    } catch (IllegalStateException e) {
      requireOpen(e);
    }
  }

  private void with(Consumer<Cache<String, String>> use) {
    Cache<String, String> cache = manager.getCache(NAME);
    if (cache != null) {
      try {
        cache.get("k");
        use.accept(cache);
      } catch (IllegalArgumentException | IllegalStateException e) {
        requireOpen(e);
        met.incrementAndGet();
      }
    }
  }

  private void close(Ending ending) {
    if (ending == Ending.CLOSE_THE_MANAGER) {
      manager.close();
    } else {
      provider.close();
    }
  }

  /** Accepts a cache that another thread has closed. A closed manager ends the test. */
  private void requireOpen(RuntimeException failure) {
    if (manager.isClosed()) {
      throw failure;
    }
  }

  private Set<ObjectName> beans() throws JMException {
    ObjectName mine = new ObjectName("*:CacheManager=" + manager.getURI() + ",*");
    return ManagementFactory.getPlatformMBeanServer().queryNames(mine, null);
  }
}
