package dev.larder.store.heap;

import dev.larder.store.BoundContract;
import dev.larder.store.StoreConformance;
import dev.larder.store.StoreFactory;
import org.junit.jupiter.api.AfterEach;

class HeapStoreConformanceTest extends StoreConformance implements BoundContract {
  private final InspectedStores stores = new InspectedStores();

  @Override
  protected StoreFactory factory() {
    return stores;
  }

  @AfterEach
  void checkInvariants() {
    stores.check();
  }
}
