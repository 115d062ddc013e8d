package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.store.TestContext;
import dev.larder.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures under the policy lock, such as a lack of memory, leave nothing locked. */
class MaintenanceTest {
  private static final int MAXIMUM = 5_000;

  private enum Point {
    POLL,
    SIZE,
    WAKE
  }

  private @Nullable Point failing;

  /** The number of calls until the failure. */
  private int countdown;

  private void fail(Point point) {
    if (failing == point && --countdown == 0) {
      failing = null;
      throw new OutOfMemoryError("for the test");
    }
  }

  /** A policy that fails at the chosen call. */
  private final class FailingPolicy extends ForwardingPolicy {
    FailingPolicy() {
      super(MAXIMUM);
    }

    @Override
    int size() {
      fail(Point.SIZE);
      return super.size();
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
  void onChanged_errorUnderTheLock_leavesNothingLocked(Point point) {
    TestContext<Integer, Integer> context =
        new TestContext<>() {
          @Override
          public void wakeAfter(long nanos) {
            fail(Point.WAKE);
          }
        };
    context.maximum(MAXIMUM).deaf();
    Table<Integer, Integer> table = new Table<>(context::now, () -> {});
    Maintenance<Integer, Integer> maintenance =
        new Maintenance<>(context, context.settings(), table, new FailingPolicy());
    long deadline = Long.MAX_VALUE / 2;
    int key = 0;
    for (int round = 1; round <= 20; round++) {
      for (int i = 0; i < MAXIMUM; i++) {
        insert(table, maintenance, node(key++, deadline));
      }
      failing = point;
      countdown = round;
      while (failing != null) {
        // Only an earlier deadline asks for a wake, and is not recorded in a buffer.
        deadline -= point == Point.WAKE ? 1 : 0;
        try {
          insert(table, maintenance, node(key++, deadline));
        } catch (OutOfMemoryError e) {
          assertThat(e.getMessage(), is("for the test"));
        }
      }
    }
    assertThat(failing == null, is(true));
    maintenance.setMaximum(100);
    assertThat(maintenance.size().weight(), is(100L));
    maintenance.expire(Long.MAX_VALUE - 1);
    assertThat(maintenance.size().weight(), is(0L));
  }

  private static void insert(
      Table<Integer, Integer> table,
      Maintenance<Integer, Integer> maintenance,
      Node<Integer, Integer> node) {
    table.insert(node, Ticker.NEVER);
    maintenance.onChanged(node, 1);
  }

  private static Node<Integer, Integer> node(int key, long deadline) {
    Node<Integer, Integer> node = new TimedNode<>(key, Table.hash(key));
    node.setValue(key);
    node.setDeadline(deadline);
    return node;
  }
}
