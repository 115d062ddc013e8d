package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.store.TestContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left when something fails that nobody can foresee, such as the memory. */
class MaintenanceTest {
  private static final int MAXIMUM = 5_000;

  private enum Point {
    POLL,
    COUNT,
    WAKE
  }

  private @Nullable Point failing;

  /** At which of its calls from now on. */
  private int countdown;

  private void fail(Point point) {
    if (failing == point && --countdown == 0) {
      failing = null;
      throw new OutOfMemoryError("for the test");
    }
  }

  /** Fails when it is told to. */
  private final class FailingOrder extends ForwardingPolicy {
    FailingOrder() {
      super(MAXIMUM);
    }

    @Override
    int count() {
      fail(Point.COUNT);
      return super.count();
    }

    @Override
    @Nullable Node<Integer, Integer> poll() {
      fail(Point.POLL);
      return super.poll();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void anErrorUnderTheLockLeavesNothingLocked(Point point) {
    TestContext<Integer, Integer> context =
        new TestContext<>() {
          @Override
          public void wakeAt(long deadline) {
            fail(Point.WAKE);
          }
        };
    context.maximum(MAXIMUM).deaf();
    Table<Integer, Integer> table = new Table<>(() -> {});
    Maintenance<Integer, Integer> bookkeeping =
        new Maintenance<>(context, table, new FailingOrder());
    EntryInsertion<Integer, Integer> insertion = new EntryInsertion<>(context, table, bookkeeping);
    long deadline = Long.MAX_VALUE / 2;
    int key = 0;
    for (int round = 1; round <= 20; round++) {
      for (int i = 0; i < MAXIMUM; i++) {
        insertion.insert(node(key++, deadline));
      }
      failing = point;
      countdown = round;
      while (failing != null) {
        // Only an earlier deadline asks for a wake, and none is noted in a batch.
        deadline -= point == Point.WAKE ? 1 : 0;
        try {
          insertion.insert(node(key++, deadline));
        } catch (OutOfMemoryError e) {
          assertThat(e.getMessage(), is("for the test"));
        }
      }
    }
    assertThat(failing == null, is(true));
    bookkeeping.setMaximum(100);
    assertThat(bookkeeping.size(), is(100L));
    bookkeeping.expire(Long.MAX_VALUE - 1);
    assertThat(bookkeeping.size(), is(0L));
  }

  private static Node<Integer, Integer> node(int key, long deadline) {
    Node<Integer, Integer> node = new TimedNode<>(key, Table.hash(key));
    node.setValue(key);
    node.setDeadline(deadline);
    return node;
  }
}
