package dev.larder.store.heap;

import dev.larder.store.Store;
import dev.larder.store.StoreConformance;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;
import dev.larder.store.TestContext;
import org.junit.jupiter.api.AfterEach;

/** A store with the adaptive policy fulfils the contracts of a store. */
class AdaptiveStoreConformanceTest extends StoreConformance {
  private final InspectedStores stores = new InspectedStores();

  @Override
  protected StoreFactory factory() {
    return new StoreFactory() {
      @Override
      public <K, V> Store<K, V> create(StoreContext<K, V> context) {
        return stores.create(((TestContext<K, V>) context).adaptive());
      }

      @Override
      public StoreDescription description() {
        return stores.description();
      }
    };
  }

  @AfterEach
  void checkInvariants() {
    stores.check();
  }
}
