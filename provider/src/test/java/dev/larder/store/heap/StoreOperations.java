package dev.larder.store.heap;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.TestContext;
import dev.larder.time.Ticker;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** The operations of a store that Lincheck runs. */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public abstract class StoreOperations {
  private final Store<Integer, Integer> store;

  StoreOperations(StoreContext<Integer, Integer> context) {
    store = new HeapStoreFactory().create(context);
  }

  /** The operations of a store with the LRU policy. */
  public static final class LruOperations extends StoreOperations {
    public LruOperations() {
      super(new TestContext<>());
    }
  }

  /** The operations of a store with the adaptive policy. */
  public static final class AdaptiveOperations extends StoreOperations {
    public AdaptiveOperations() {
      super(new TestContext<Integer, Integer>().adaptive());
    }
  }

  @Operation
  public Integer get(@Param(name = "key") int key) {
    return store.read(key);
  }

  @Operation
  public Integer getAndPut(@Param(name = "key") int key, @Param(name = "value") int value) {
    return store.apply(key, dev.larder.store.Operation.GET_AND_PUT, value, null).before();
  }

  @Operation
  public boolean putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
    return store.apply(key, dev.larder.store.Operation.PUT_IF_ABSENT, value, null).stored();
  }

  @Operation
  public Integer getAndRemove(@Param(name = "key") int key) {
    return store.apply(key, dev.larder.store.Operation.GET_AND_REMOVE, null, null).before();
  }

  @Operation
  public boolean replace(@Param(name = "key") int key, @Param(name = "value") int value) {
    return store.apply(key, dev.larder.store.Operation.REPLACE, value, null).stored();
  }

  @Operation
  public boolean replaceIfSame(
      @Param(name = "key") int key,
      @Param(name = "value") int expected,
      @Param(name = "value") int value) {
    return store.apply(key, dev.larder.store.Operation.REPLACE_IF_SAME, value, expected).stored();
  }

  /** Reads, decides and writes under a claim, as an entry processor does. */
  @Operation
  public Integer increment(@Param(name = "key") int key) {
    try (Claim<Integer> claim = store.claim(key, TestContext.hold(), true)) {
      Integer current = claim.current();
      Change<Integer> change =
          claim.commit(Action.WRITE, current == null ? 1 : current + 1, Ticker.NEVER);
      return change.after();
    }
  }
}
