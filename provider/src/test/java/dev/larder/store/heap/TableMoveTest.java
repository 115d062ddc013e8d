package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.store.Operation;
import dev.larder.store.Running;
import dev.larder.store.Store;
import dev.larder.store.TestContext;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operations on present keys while another thread makes the table grow and shrink. */
class TableMoveTest {
  private static final int PRESENT = 64;
  private static final int ROUNDS = 100;

  private static boolean isResizing(Store<Integer, Integer> store) {
    Table<?, ?> table = Fields.of(store, "table");
    return Fields.of(Fields.of(table, "resize"), "next") != null;
  }

  @Test
  void apply_presentKeysOfAGrowingTable_endTheResizing() {
    Store<Integer, Integer> store =
        new HeapStoreFactory()
            .create(new TestContext<Integer, Integer>().maximum(Long.MAX_VALUE).eternal().deaf());
    int keys = 0;
    while (keys < 5_000 || !isResizing(store)) {
      store.apply(keys++, Operation.PUT, 0, null);
    }
    for (int key = 0; key < keys; key++) {
      store.apply(key, Operation.PUT, 1, null);
    }
    assertThat(isResizing(store), is(false));
    Invariants.check(store);
  }

  @Test
  @Timeout(60)
  void apply_binMovesMeanwhile_findsThePresentKey() {
    Store<Integer, Integer> store =
        new HeapStoreFactory()
            .create(new TestContext<Integer, Integer>().maximum(Long.MAX_VALUE).eternal().deaf());
    for (int key = 0; key < PRESENT; key++) {
      store.apply(key, Operation.PUT, key, null);
    }
    AtomicBoolean isDone = new AtomicBoolean();
    List<Integer> missed =
        Running.together(
            2,
            thread -> {
              if (thread == 0) {
                for (int round = 0; round < ROUNDS; round++) {
                  for (int i = 0; i < 20_000; i++) {
                    store.apply(PRESENT + i, Operation.PUT, i, null);
                  }
                  for (int i = 0; i < 20_000; i++) {
                    store.apply(PRESENT + i, Operation.REMOVE, null, null);
                  }
                }
                isDone.set(true);
                return 0;
              }
              int misses = 0;
              for (int i = 0; !isDone.get(); i++) {
                int key = i % PRESENT;
                boolean isPresent = store.apply(key, Operation.GET, null, null).present();
                boolean isReplaced = store.apply(key, Operation.REPLACE, i, null).stored();
                misses += isPresent && isReplaced ? 0 : 1;
              }
              return misses;
            });
    assertThat(missed.get(1), is(0));
    Invariants.check(store);
  }
}
