package dev.larder.jcache;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import org.junit.jupiter.api.Test;

class StoreFactoriesTest {
  private final StoreFactories factories = new StoreFactories("the manager");

  private static final class Recorded implements StoreFactory {
    private boolean closed;

    @Override
    public <K, V> Store<K, V> create(StoreContext<K, V> context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StoreDescription description() {
      return new StoreDescription("recorded", Set.of());
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void get_sameSetting_returnsOneFactory() {
    Factory<StoreFactory> setting = Recorded::new;
    Factory<StoreFactory> other = Recorded::new;
    StoreFactory first = factories.get(setting, "c");
    assertThat(factories.get(setting, "d"), is(sameInstance(first)));
    assertThat(factories.get(other, "e"), is(not(sameInstance(first))));
  }

  @Test
  void close_factoriesInUse_areClosed() {
    Recorded factory = (Recorded) factories.get(Recorded::new, "c");
    factories.close();
    assertThat(factory.closed, is(true));
    assertThrows(IllegalStateException.class, () -> factories.get(Recorded::new, "c"));
  }

  @Test
  void get_managerClosedMeanwhile_closesTheFactory() {
    AtomicReference<Recorded> created = new AtomicReference<>();
    Factory<StoreFactory> setting =
        () -> {
          factories.close();
          created.set(new Recorded());
          return created.get();
        };
    assertThrows(IllegalStateException.class, () -> factories.get(setting, "c"));
    assertThat(created.get().closed, is(true));
  }

  /** As two threads that create caches at the same time. */
  @Test
  void get_factoryCreatedMeanwhile_closesTheSecondOne() {
    AtomicReference<StoreFactory> first = new AtomicReference<>();
    AtomicReference<Recorded> second = new AtomicReference<>();
    AtomicReference<Factory<StoreFactory>> setting = new AtomicReference<>();
    setting.set(
        () -> {
          if (first.get() != null) {
            return new Recorded();
          }
          first.set(new Recorded());
          first.set(factories.get(setting.get(), "c"));
          second.set(new Recorded());
          return second.get();
        });
    assertThat(factories.get(setting.get(), "d"), is(sameInstance(first.get())));
    assertThat(second.get().closed, is(true));
  }

  @Test
  void get_factoryReturnsNull_failsWithTheCacheName() {
    CacheException thrown =
        assertThrows(CacheException.class, () -> factories.get(() -> null, "books"));
    assertThat(thrown.getMessage(), containsString("'books'"));
  }
}
