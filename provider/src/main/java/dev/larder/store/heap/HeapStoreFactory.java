package dev.larder.store.heap;

import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreFactory;

/** Makes heap stores: the default. */
public final class HeapStoreFactory implements StoreFactory {
  /** Made by name or by hand. */
  public HeapStoreFactory() {}

  @Override
  public <K, V> Store<K, V> create(StoreContext<K, V> context) {
    return new HeapStore<>(context);
  }

  @Override
  public boolean supportsByReference() {
    return true;
  }

  @Override
  public String name() {
    return "heap";
  }
}
