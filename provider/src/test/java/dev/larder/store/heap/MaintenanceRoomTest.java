package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import dev.larder.EvictionPolicy;
import dev.larder.store.KeyHold;
import dev.larder.store.TestContext;
import dev.larder.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Room, wakes and passed-over entries, without a store around them. */
@Timeout(20)
class MaintenanceRoomTest {
  private final TestContext<Integer, Integer> context = new TestContext<>();
  private final Table<Integer, Integer> table = new Table<>(() -> {});

  private Maintenance<Integer, Integer> bookkeeping(long maximum) {
    return bookkeeping(maximum, EvictionPolicy.LRU);
  }

  private Maintenance<Integer, Integer> bookkeeping(long maximum, EvictionPolicy policy) {
    context.maximum(maximum).deaf();
    ReplacementPolicy<Integer, Integer> order =
        policy == EvictionPolicy.LRU
            ? new LruPolicy<>(maximum, context.isWeighted())
            : new AdaptivePolicy<>(maximum);
    return new Maintenance<>(context, table, order);
  }

  private @Nullable Node<Integer, Integer> insert(
      Maintenance<Integer, Integer> bookkeeping, Node<Integer, Integer> node) {
    return new EntryInsertion<>(context, table, bookkeeping).insert(node);
  }

  private static Node<Integer, Integer> node(int key, int weight, long deadline) {
    Node<Integer, Integer> node = new WeighedNode<>(key, Table.hash(key));
    node.setValue(key);
    node.setWeight(weight);
    node.setDeadline(deadline);
    return node;
  }

  @Test
  void whoComesWithAKeyThatIsThereIsToldWhoHasIt() {
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(10);
    Node<Integer, Integer> first = node(1, 1, Ticker.NEVER);
    assertThat(insert(bookkeeping, first), nullValue());
    assertThat(insert(bookkeeping, node(1, 1, Ticker.NEVER)), sameInstance(first));
    assertThat(bookkeeping.size(), is(1L));
  }

  @Test
  void aRemovalThatIsSettledBeforeItsAdditionOverflowsNoCount() {
    context.weigher((key, value) -> 1);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(Long.MAX_VALUE);
    Node<Integer, Integer> early = node(1, Integer.MAX_VALUE, Ticker.NEVER);
    bookkeeping.settle(early, -Integer.MAX_VALUE);
    insert(bookkeeping, node(2, 1, Ticker.NEVER));
    assertThat(context.evictionCount(), is(0L));
    bookkeeping.settle(early, Integer.MAX_VALUE);
    assertThat(bookkeeping.size(), is(1L));
    assertThat(context.evictionCount(), is(0L));
  }

  @Test
  void whatIsReservedTakesNoRoom() {
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(10);
    Node<Integer, Integer> reserved = new WeighedNode<>(1, Table.hash(1));
    KeyHold hold = new KeyHold(TestContext.NAME);
    reserved.holdBy(hold);
    assertThat(insert(bookkeeping, reserved), nullValue());
    hold.release();
    assertThat(bookkeeping.size(), is(0L));
  }

  @Test
  void anEntryHeavierThanTheBoundGoesAloneAndNotAllOthersForIt() {
    context.weigher((key, value) -> 1);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(10);
    insert(bookkeeping, node(1, 6, Ticker.NEVER));
    insert(bookkeeping, node(2, 4, Ticker.NEVER));
    assertThat("the bound is reached", bookkeeping.size(), is(10L));
    assertThat(context.evictionCount(), is(0L));
    Node<Integer, Integer> heavy = node(3, 11, Ticker.NEVER);
    insert(bookkeeping, heavy);
    assertThat(heavy.isDead(), is(true));
    assertThat(bookkeeping.size(), is(10L));
    assertThat(context.evictionCount(), is(1L));
    insert(bookkeeping, node(4, 10, Ticker.NEVER));
    assertThat("as heavy as the bound fits", bookkeeping.size(), is(10L));
    assertThat(context.evictionCount(), is(3L));
  }

  @ParameterizedTest
  @EnumSource
  void forAnEntryHeavierThanTheBoundThatSomebodyHasNobodyElseGoes(EvictionPolicy policy) {
    context.weigher((key, value) -> 1);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(10, policy);
    insert(bookkeeping, node(1, 5, Ticker.NEVER));
    insert(bookkeeping, node(2, 5, Ticker.NEVER));
    Node<Integer, Integer> heavy = node(3, 11, Ticker.NEVER);
    heavy.lock();
    insert(bookkeeping, heavy);
    assertThat(context.evictionCount(), is(0L));
    assertThat(bookkeeping.isOverBound(), is(true));
    insert(bookkeeping, node(4, 5, Ticker.NEVER));
    assertThat("what the others have too much goes", context.evictionCount(), is(1L));
    heavy.unlock();
    bookkeeping.settle(heavy, 0);
    assertThat(heavy.isDead(), is(true));
    assertThat(bookkeeping.size(), is(10L));
    assertThat(bookkeeping.isOverBound(), is(false));
    assertThat(context.evictionCount(), is(2L));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasTooHeavyAndIsLightAgainStays(EvictionPolicy policy) {
    context.weigher((key, value) -> 1);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(10, policy);
    insert(bookkeeping, node(1, 5, Ticker.NEVER));
    Node<Integer, Integer> heavy = node(2, 11, Ticker.NEVER);
    heavy.lock();
    insert(bookkeeping, heavy);
    assertThat(context.evictionCount(), is(0L));
    heavy.setWeight(5);
    heavy.unlock();
    bookkeeping.settle(heavy, -6);
    assertThat(bookkeeping.size(), is(10L));
    insert(bookkeeping, node(3, 5, Ticker.NEVER));
    assertThat("one goes, for the weight of all", context.evictionCount(), is(1L));
    assertThat(bookkeeping.size(), is(10L));
    assertThat(bookkeeping.isOverBound(), is(false));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTooHeavyAndFreeAgainGoesWhateverIsSettledNext(EvictionPolicy policy) {
    context.weigher((key, value) -> 1);
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(10, policy);
    Node<Integer, Integer> heavy = node(1, 11, Ticker.NEVER);
    heavy.lock();
    insert(bookkeeping, heavy);
    heavy.unlock();
    insert(bookkeeping, node(2, 10, Ticker.NEVER));
    assertThat(heavy.isDead(), is(true));
    assertThat(bookkeeping.size(), is(10L));
    assertThat(context.evictionCount(), is(1L));
  }

  @Test
  void sixteenEntriesThatAreTakenArePassedOver() {
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(17);
    for (int key = 0; key < 17; key++) {
      Node<Integer, Integer> node = node(key, 1, Ticker.NEVER);
      insert(bookkeeping, node);
      if (key < 16) {
        node.lock();
      }
    }
    bookkeeping.setMaximum(16);
    assertThat("the seventeenth is free, and not looked at", bookkeeping.size(), is(17L));
    assertThat(bookkeeping.isOverBound(), is(true));
    bookkeeping.setMaximum(16);
    assertThat("it comes first now", bookkeeping.size(), is(16L));
    assertThat(bookkeeping.isOverBound(), is(false));
  }

  @Test
  void onlyAnEarlierDeadlineAsksForAWake() {
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(10);
    long start = context.now() + 1_000_000_000;
    insert(bookkeeping, node(1, 1, start));
    assertThat(context.takeWake(), is(start));
    insert(bookkeeping, node(2, 1, start));
    insert(bookkeeping, node(3, 1, start + 1));
    assertThat(context.takeWake(), is(Ticker.NEVER));
    insert(bookkeeping, node(4, 1, start - 1));
    assertThat(context.takeWake(), is(start - 1));
  }

  @Test
  void whatIsDueGoesUncountedAndTheRestSaysWhenToComeAgain() {
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(2_000);
    long start = context.now() + 1_000_000_000;
    for (int key = 0; key < 600; key++) {
      insert(bookkeeping, node(key, 1, start));
    }
    insert(bookkeeping, node(-1, 1, start + 5_000_000));
    context.advanceTo(start);
    assertThat(bookkeeping.expire(start), is(start + 5_000_000));
    assertThat(bookkeeping.size(), is(1L));
    assertThat(context.evictionCount(), is(0L));
    context.advanceTo(start + 5_000_000);
    assertThat(bookkeeping.expire(start + 5_000_000), is(Ticker.NEVER));
    assertThat(bookkeeping.size(), is(0L));
  }

  @Test
  void whatIsDueButTakenIsLookedAtAgain() {
    Maintenance<Integer, Integer> bookkeeping = bookkeeping(10);
    long due = context.now() + 1_000_000_000;
    Node<Integer, Integer> node = node(1, 1, due);
    insert(bookkeeping, node);
    node.lock();
    context.advanceTo(due);
    assertThat(bookkeeping.expire(due), is(due + 1_000_000));
    node.unlockEntry();
    assertThat(bookkeeping.expire(due), is(Ticker.NEVER));
    assertThat(bookkeeping.size(), is(0L));
  }
}
