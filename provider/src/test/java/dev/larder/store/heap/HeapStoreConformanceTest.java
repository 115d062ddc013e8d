package dev.larder.store.heap;

import dev.larder.store.BoundContract;
import dev.larder.store.StoreConformance;
import dev.larder.store.StoreFactory;

class HeapStoreConformanceTest extends StoreConformance implements BoundContract {
  @Override
  protected StoreFactory factory() {
    return new HeapStoreFactory();
  }
}
