package dev.larder.store.heap;

import dev.larder.store.Store;
import dev.larder.store.StoreCapability;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;
import java.util.Set;

/** Creates heap stores: the default. */
public final class HeapStoreFactory implements StoreFactory {
  private static final StoreDescription DESCRIPTION =
      new StoreDescription(
          "heap",
          Set.of(
              StoreCapability.BY_REFERENCE,
              StoreCapability.BOUNDED,
              StoreCapability.REPORTS_EXPIRED));

  /** Used by configuration files too. */
  public HeapStoreFactory() {}

  @Override
  public <K, V> Store<K, V> create(StoreContext<K, V> context) {
    return new HeapStore<>(context);
  }

  @Override
  public StoreDescription description() {
    return DESCRIPTION;
  }
}
