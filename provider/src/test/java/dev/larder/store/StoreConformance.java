package dev.larder.store;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/**
 * The conformance kit of stores. A store's test extends this class, and also implements {@link
 * BoundContract} if the store bounds its entries.
 */
public abstract class StoreConformance
    implements TransitionContract,
        ClaimContract,
        WaitingContract,
        ExpiryContract,
        IterationContract,
        ModelContract,
        ContentionContract,
        BulkContract {
  private final List<Store<?, ?>> stores = new ArrayList<>();

  /** Returns the factory of the stores under test. */
  protected abstract StoreFactory factory();

  @Override
  public final <K, V> Store<K, V> open(TestContext<K, V> context) {
    Store<K, V> store = factory().create(context);
    stores.add(store);
    return store;
  }

  @AfterEach
  final void close() {
    stores.forEach(Store::close);
  }
}
