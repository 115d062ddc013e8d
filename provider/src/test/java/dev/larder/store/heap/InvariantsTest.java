package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.store.Operation;
import dev.larder.store.StoreContext;
import dev.larder.store.TestContext;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The check of a store's invariants accepts a sound store and names a broken invariant. */
class InvariantsTest {
  private static final int MAXIMUM = 3_000;

  static Stream<Named<TestContext<Integer, Integer>>> contexts() {
    return Stream.of(
        Named.of("eternal", context().eternal()),
        Named.of("timed", context().durations(1_000_000_000, 5_000_000, 70_000_000_000L)),
        Named.of("weighted", context().weigher((key, value) -> value % 3)),
        Named.of("adaptive", context().adaptive().eternal()),
        Named.of("adaptive, weighted", context().adaptive().weigher((key, value) -> value % 3)));
  }

  private static TestContext<Integer, Integer> context() {
    return new TestContext<Integer, Integer>().maximum(MAXIMUM);
  }

  private static HeapStore<Integer, Integer> filled(StoreContext<Integer, Integer> context) {
    HeapStore<Integer, Integer> store = new HeapStore<>(context);
    for (int i = 0; i < 3 * MAXIMUM; i++) {
      store.apply(i, Operation.PUT, i, null);
      store.read(i / 2);
      store.apply(i / 3, Operation.GET_AND_REPLACE, i + 1, null);
      if (i % 7 == 0) {
        store.apply(i / 5, Operation.REMOVE, null, null);
      }
    }
    return store;
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void check_soundStore_passes(TestContext<Integer, Integer> context) {
    HeapStore<Integer, Integer> store = filled(context);
    Invariants.check(store);
    context.advance(1_000_000_000);
    context.expire(store);
    Invariants.check(store);
    store.setMaximum(10);
    Invariants.check(store);
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("weight of the entries", store -> policy(store).poll()),
        damage("dead in the table", store -> kill(last(store))),
        damage("locked or held", store -> last(store).lock()),
        damage("weight of the entries", store -> table(store).unlink(last(store))),
        damage("missing in the wheel", store -> wheel(store).cancel(last(store))),
        damage("weight of", store -> last(store).setWeight(2)));
  }

  private static Arguments damage(String message, Consumer<HeapStore<Integer, Integer>> damage) {
    return Arguments.of(message, damage);
  }

  private static ReplacementPolicy<Integer, Integer> policy(HeapStore<Integer, Integer> store) {
    return Fields.of(store, "policy");
  }

  private static Table<Integer, Integer> table(HeapStore<Integer, Integer> store) {
    return Fields.of(store, "table");
  }

  private static TimingWheel<Integer, Integer> wheel(HeapStore<Integer, Integer> store) {
    return Fields.of(Fields.of(Fields.of(store, "maintenance"), "expiry"), "wheel");
  }

  private static WeighedNode<Integer, Integer> last(HeapStore<Integer, Integer> store) {
    int key = 3 * MAXIMUM - 1;
    return (WeighedNode<Integer, Integer>) table(store).find(key, Table.hash(key));
  }

  private static void kill(Node<Integer, Integer> node) {
    node.lock();
    node.setValue(null);
    node.unlockEntry();
  }

  @ParameterizedTest
  @MethodSource("damages")
  void check_damagedStore_namesTheBrokenInvariant(
      String message, Consumer<HeapStore<Integer, Integer>> damage) {
    HeapStore<Integer, Integer> store =
        filled(context().durations(1, 1, 1).weigher((key, value) -> 1));
    damage.accept(store);
    AssertionError error = assertThrows(AssertionError.class, () -> Invariants.check(store));
    assertThat(error.getMessage(), containsString(message));
  }
}
