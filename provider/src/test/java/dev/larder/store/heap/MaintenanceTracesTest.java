package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.store.Running;
import dev.larder.store.TestContext;
import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What entries that have gone leave in the order, the wheel, the table and the batches: nothing.
 */
@Timeout(20)
class MaintenanceTracesTest {
  private static final long HOUR = 3_600_000_000_000L;

  private final TestContext<Integer, Integer> context =
      new TestContext<>() {
        @Override
        public boolean listens() {
          if (failures > 0) {
            failures--;
            throw new OutOfMemoryError("for the test");
          }
          return super.listens();
        }

        @Override
        public void evicted(Integer key, Integer value) {
          told.run();
          super.evicted(key, value);
        }
      };
  private final Table<Integer, Integer> table = new Table<>(() -> {});
  private final List<Long> bounds = new ArrayList<>();
  private final List<Node<Integer, Integer>> used = new ArrayList<>();
  private Runnable told = () -> {};
  private int maintained;

  /** How many of the next evictions fail. */
  private int failures;

  /** Tells what it is asked for. */
  private final class Asked extends ForwardingPolicy {
    Asked(long maximum) {
      super(maximum);
    }

    @Override
    void used(Node<Integer, Integer> node) {
      used.add(node);
      super.used(node);
    }

    @Override
    void setMaximum(long maximum) {
      bounds.add(maximum);
      super.setMaximum(maximum);
    }

    @Override
    void maintain() {
      maintained++;
      super.maintain();
    }
  }

  private Maintenance<Integer, Integer> bookkeeping(long maximum, Asked order) {
    context.maximum(maximum);
    return new Maintenance<>(context, table, order);
  }

  private @Nullable Node<Integer, Integer> insert(
      Maintenance<Integer, Integer> bookkeeping, Node<Integer, Integer> node) {
    return new EntryInsertion<>(context, table, bookkeeping).insert(node);
  }

  private TimedNode<Integer, Integer> node(int key) {
    TimedNode<Integer, Integer> node = new TimedNode<>(key, Table.hash(key));
    node.setValue(key);
    node.setDeadline(context.now() + HOUR);
    return node;
  }

  private List<TimedNode<Integer, Integer>> fill(
      Maintenance<Integer, Integer> bookkeeping, int count) {
    List<TimedNode<Integer, Integer>> nodes = new ArrayList<>();
    for (int key = 0; key < count; key++) {
      nodes.add(node(key));
      insert(bookkeeping, nodes.get(key));
    }
    return nodes;
  }

  private static List<Node<Integer, Integer>> scheduled(
      Maintenance<Integer, Integer> bookkeeping, List<TimedNode<Integer, Integer>> nodes) {
    TimingWheel<Integer, Integer> wheel = Fields.of(bookkeeping, "wheel");
    return nodes.stream()
        .filter(wheel::isScheduled)
        .<Node<Integer, Integer>>map(node -> node)
        .toList();
  }

  private List<Node<Integer, Integer>> linked() {
    List<Node<Integer, Integer>> linked = new ArrayList<>();
    int length = table.length();
    for (int bin = 0; bin < length; bin++) {
      linked.addAll(table.collect(bin, length));
    }
    return linked;
  }

  private static List<Node<Integer, Integer>> notes(Maintenance<Integer, Integer> bookkeeping) {
    StripedWriteBuffers<Integer, Integer> batches = Fields.of(bookkeeping, "batches");
    List<Node<Integer, Integer>> notes = new ArrayList<>();
    batches.forEach(
        batch -> true,
        batch -> {
          while (batch.lastNote() != null) {
            notes.add(batch.lastNote());
            batch.dropNote();
          }
        });
    return notes;
  }

  @Test
  void whatIsClosedKeepsNoEntryAndNoLock() {
    Asked order = new Asked(100_000);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(100_000, order);
    List<TimedNode<Integer, Integer>> nodes = fill(bookkeeping, 2_003);
    assertThat(order.count(), greaterThan(0));
    assertThat(scheduled(bookkeeping, nodes).size(), greaterThan(0));
    assertThat(linked().size(), is(2_003));
    bookkeeping.close();
    assertThat(order.poll(), nullValue());
    TimingWheel<Integer, Integer> wheel = Fields.of(bookkeeping, "wheel");
    assertThat(wheel.nextWake(), is(Ticker.NEVER));
    assertThat(linked(), is(empty()));
    assertThat(notes(bookkeeping), is(empty()));
    AtomicBoolean free = new AtomicBoolean();
    Running.together(
        1,
        thread -> {
          bookkeeping.size();
          free.set(true);
          return 0;
        });
    assertThat("another thread gets in", free.get(), is(true));
  }

  @Test
  void whatIsEvictedOrHasExpiredLeavesTheOrderAndTheWheel() {
    context.deaf();
    Asked order = new Asked(100);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(100, order);
    List<TimedNode<Integer, Integer>> nodes = fill(bookkeeping, 150);
    assertThat(order.count(), is(100));
    assertThat(scheduled(bookkeeping, nodes).size(), is(100));
    assertThat(linked().size(), is(100));
    context.advance(2 * HOUR);
    bookkeeping.expire(context.now());
    assertThat(order.count(), is(0));
    assertThat(scheduled(bookkeeping, nodes), is(empty()));
    assertThat(linked(), is(empty()));
  }

  @Test
  void whatIsRemovedLeavesTheOrderAndTheWheelAtOnce() {
    Asked order = new Asked(100);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(100, order);
    List<TimedNode<Integer, Integer>> nodes = fill(bookkeeping, 3);
    TimedNode<Integer, Integer> gone = nodes.get(1);
    gone.lock();
    gone.setValue(null);
    gone.unlock();
    bookkeeping.settle(gone, -1);
    assertThat(order.contains(gone), is(false));
    assertThat(order.count(), is(2));
    assertThat(scheduled(bookkeeping, nodes).size(), is(2));
    assertThat(linked().size(), is(2));
    assertThat(bookkeeping.size(), is(2L));
  }

  @Test
  void aBoundThatIsMovedIsToldToTheOrderAndTheBatches() {
    Asked order = new Asked(10);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(10, order);
    StripedWriteBuffers<Integer, Integer> batches = Fields.of(bookkeeping, "batches");
    assertThat(batches.areAhead(), is(false));
    bookkeeping.setMaximum(100_000);
    assertThat(bounds, is(List.of(100_000L)));
    assertThat(batches.areAhead(), is(true));
    bookkeeping.setMaximum(10);
    assertThat(batches.areAhead(), is(false));
  }

  @Test
  void whatIsTakenWhenItShouldGoCountsAsUsed() {
    Asked order = new Asked(2);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(2, order);
    List<TimedNode<Integer, Integer>> nodes = fill(bookkeeping, 2);
    nodes.get(0).lock();
    insert(bookkeeping, node(2));
    assertThat(used.contains(nodes.get(0)), is(true));
    assertThat(order.contains(nodes.get(0)), is(true));
    assertThat("the next one goes", nodes.get(1).isDead(), is(true));
    assertThat(order.count(), is(2));
  }

  @Test
  void maintenanceIsDoneWhenItIsDueUnlessSomebodyIsAtWork() {
    Asked order = new Asked(10);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(10, order);
    bookkeeping.maintain();
    assertThat(maintained, is(0));
    order.askForMaintenance();
    bookkeeping.maintain();
    assertThat(maintained, is(1));
    bookkeeping.maintain();
    assertThat("once", maintained, is(1));
  }

  @Test
  void whatIsEvictedByBatchesLeavesNoTraceEither() {
    context.deaf();
    Asked order = new Asked(5_000);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(5_000, order);
    List<TimedNode<Integer, Integer>> nodes = fill(bookkeeping, 20_000);
    bookkeeping.setMaximum(5_000);
    long live = nodes.stream().filter(node -> !node.isDead()).count();
    assertThat(live, lessThanOrEqualTo(5_000L));
    assertThat(live, greaterThan(4_900L));
    assertThat(bookkeeping.size(), is(live));
    assertThat((long) order.count(), is(live));
    assertThat((long) linked().size(), is(live));
    assertThat((long) scheduled(bookkeeping, nodes).size(), is(live));
    assertThat(context.evictionCount(), is(20_000 - live));
    bookkeeping.setMaximum(10);
    assertThat(scheduled(bookkeeping, nodes).size(), is(10));
  }

  @Test
  void whatIsEvictedIsHeldWhileThatIsTold() {
    Asked order = new Asked(1);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(1, order);
    TimedNode<Integer, Integer> first = node(1);
    List<Boolean> held = new ArrayList<>();
    told = () -> held.add(first.hold() != null);
    insert(bookkeeping, first);
    insert(bookkeeping, node(2));
    assertThat(held, is(List.of(true)));
    assertThat(first.isDead(), is(true));
    assertThat(order.count(), is(1));
  }

  @Test
  void whatCannotBeGivenUpStaysAsItWas() {
    Asked order = new Asked(2);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(2, order);
    List<TimedNode<Integer, Integer>> nodes = fill(bookkeeping, 2);
    failures = 1;
    assertThrows(OutOfMemoryError.class, () -> insert(bookkeeping, node(2)));
    TimedNode<Integer, Integer> first = nodes.get(0);
    assertThat(first.isDead(), is(false));
    assertThat(order.contains(first), is(true));
    assertThat(scheduled(bookkeeping, nodes).size(), is(2));
    assertThat("it is not locked", first.tryLock(), is(true));
    first.unlock();
    bookkeeping.setMaximum(1);
    assertThat(bookkeeping.size(), is(1L));
  }

  @Test
  void whatIsDueAndCannotBeGivenUpIsTriedAgain() {
    Asked order = new Asked(10);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(10, order);
    TimedNode<Integer, Integer> node = fill(bookkeeping, 1).get(0);
    context.advance(2 * HOUR);
    failures = 1;
    assertThrows(OutOfMemoryError.class, () -> bookkeeping.expire(context.now()));
    assertThat(node.isDead(), is(true));
    assertThat(order.count(), is(0));
    assertThat(linked(), is(empty()));
  }

  @Test
  void whatABatchCannotGiveUpStaysAsItWas() {
    Asked order = new Asked(5_000);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(5_000, order);
    List<TimedNode<Integer, Integer>> nodes = fill(bookkeeping, 5_000);
    for (int key = 5_000; key < 6_000; key++) {
      failures = key % 2;
      TimedNode<Integer, Integer> node = node(key);
      nodes.add(node);
      try {
        insert(bookkeeping, node);
      } catch (OutOfMemoryError e) {
        assertThat(e.getMessage(), is("for the test"));
      }
    }
    failures = 0;
    bookkeeping.setMaximum(5_000);
    for (TimedNode<Integer, Integer> node : nodes) {
      if (!node.isDead()) {
        assertThat("it is not locked", node.tryLock(), is(true));
        node.unlock();
      }
    }
    bookkeeping.setMaximum(100);
    assertThat(nodes.stream().filter(node -> !node.isDead()).count(), is(100L));
    assertThat(order.count(), is(100));
    assertThat(bookkeeping.size(), is(100L));
    assertThat(scheduled(bookkeeping, nodes).size(), is(100));
  }

  @Test
  void whatIsDueLaterThanTheWheelKnowsIsAskedForAgain() {
    Asked order = new Asked(10);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(10, order);
    TimedNode<Integer, Integer> node = fill(bookkeeping, 1).get(0);
    long due = node.deadline();
    node.setDeadline(due + HOUR);
    context.advanceTo(due);
    assertThat(bookkeeping.expire(due), allOf(greaterThan(due), lessThanOrEqualTo(due + HOUR)));
    assertThat("it is not locked", node.tryLock(), is(true));
    node.unlock();
    assertThat(order.count(), is(1));
    context.advanceTo(due + HOUR);
    assertThat(bookkeeping.expire(due + HOUR), is(Ticker.NEVER));
    assertThat(order.count(), is(0));
  }

  @Test
  void whatIsTooHeavyLeavesTheOrder() {
    context.deaf().weigher((key, value) -> 1);
    Asked order = new Asked(10);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(10, order);
    WeighedNode<Integer, Integer> heavy = new WeighedNode<>(1, Table.hash(1));
    heavy.setValue(1);
    heavy.setWeight(11);
    heavy.setDeadline(context.now() + HOUR);
    insert(bookkeeping, heavy);
    assertThat(heavy.isDead(), is(true));
    assertThat(order.contains(heavy), is(false));
    assertThat(order.count(), is(0));
  }
}
