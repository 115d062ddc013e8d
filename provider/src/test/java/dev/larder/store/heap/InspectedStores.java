package dev.larder.store.heap;

import dev.larder.spec.Eventually;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Creates heap stores, and keeps them for {@link Invariants}. Thread-safe. */
public final class InspectedStores implements StoreFactory {
  private final StoreFactory factory = new HeapStoreFactory();
  private final List<Store<?, ?>> stores = new CopyOnWriteArrayList<>();

  @Override
  public <K, V> Store<K, V> create(StoreContext<K, V> context) {
    Store<K, V> store = factory.create(context);
    stores.add(store);
    return store;
  }

  /**
   * Checks all stores that were created. No thread of the test may use them meanwhile. A background
   * thread may still be removing an entry whose event has already been told, so the method waits
   * for the owners of entries first.
   */
  public void check() {
    Eventually.isTrue(
        "no thread owns an entry", () -> stores.stream().allMatch(Invariants::isUnowned));
    stores.forEach(Invariants::check);
  }

  /** Forgets the stores, because a closed store has no invariants. */
  public void forget() {
    stores.clear();
  }

  @Override
  public StoreDescription description() {
    return factory.description();
  }
}
