package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.larder.spec.Together;
import dev.larder.store.Operation;
import dev.larder.store.Running;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.TestContext;
import dev.larder.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures under the policy lock, such as a lack of memory, leave nothing locked. */
class MaintenanceTest {
  private static final int MAXIMUM = 5_000;
  private static final int SMALL = 200;

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

  /** A policy that changes its order at every third time that a thread takes the policy lock. */
  private static final class FlippingPolicy extends ForwardingPolicy {
    private int acquisitions;

    FlippingPolicy() {
      super(SMALL);
    }

    @Override
    boolean isOrderChangeDue(boolean hasWaited) {
      return ++acquisitions % 3 == 0;
    }
  }

  @Test
  @Timeout(60)
  void onChanged_orderChangesMeanwhile_keepsEveryEntryLinked() {
    TestContext<Integer, Integer> context = new TestContext<Integer, Integer>().maximum(SMALL);
    context.eternal().deaf();
    Table<Integer, Integer> table = new Table<>(context::now, () -> {});
    FlippingPolicy policy = new FlippingPolicy();
    Maintenance<Integer, Integer> maintenance =
        new Maintenance<>(context, context.settings(), table, policy);
    Running.together(
        3,
        thread -> {
          List<Node<Integer, Integer>> own = new ArrayList<>();
          SplittableRandom random = new SplittableRandom(thread);
          for (int i = 0; i < 20_000; i++) {
            Node<Integer, Integer> node = new Node<>(3 * i + thread, Table.hash(3 * i + thread));
            node.setValue(i);
            insert(table, maintenance, node);
            own.add(node);
            Node<Integer, Integer> used =
                own.get(own.size() - 1 - random.nextInt(Math.min(own.size(), 50)));
            policy.recordRead(used);
            if (i % 4 == 0 && used.lock()) {
              used.setValue(null);
              used.unlockEntry();
              maintenance.onChanged(used, -1);
            }
          }
          return null;
        });
    maintenance.setMaximum(SMALL);
    List<Node<Integer, Integer>> left = new ArrayList<>();
    for (int bin = 0; bin < table.length(); bin++) {
      left.addAll(table.collect(bin, table.length()));
    }
    assertThat(policy.acquisitions, is(greaterThan(100)));
    assertThat(left.stream().filter(Node::isDead).toList(), is(empty()));
    assertThat(left.size(), is(lessThanOrEqualTo(SMALL)));
    assertThat(policy.size(), is(left.size()));
    assertThat(left.stream().allMatch(Node::isLinked), is(true));
  }

  /** In some of the rounds, because the scheduler may leave the other thread without processor. */
  @Test
  @Timeout(60)
  void expire_manyEntriesAreLookedAt_othersChangeTheCacheMeanwhile() throws Exception {
    long most = 0;
    for (int round = 0; round < 50 && most < 20; round++) {
      TestContext<Integer, Integer> context = new TestContext<Integer, Integer>().deaf();
      long life = Duration.ofHours(2).toNanos();
      context.durations(life, life, StoreContext.UNCHANGED);
      Store<Integer, Integer> store = new HeapStore<>(context);
      for (int key = 0; key < 100_000; key++) {
        store.apply(key, Operation.PUT, key, null);
      }
      context.advance(life - 1_000_000);
      CountDownLatch started = new CountDownLatch(1);
      AtomicBoolean ended = new AtomicBoolean();
      Together other =
          Together.start(
              1,
              thread -> {
                long puts = 0;
                for (int key = 100_000; !ended.get(); key++) {
                  store.apply(key, Operation.PUT, key, null);
                  puts = started.getCount() == 0 ? puts + 1 : 0;
                }
                return puts;
              });
      started.countDown();
      store.expire();
      ended.set(true);
      most = Math.max(most, (Long) Together.values(other.end()).get(0));
      assertThat(context.expiries(), is(empty()));
    }
    assertThat(most, is(greaterThanOrEqualTo(20L)));
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
