package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import dev.larder.EvictionPolicy;
import dev.larder.store.TestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The work between two releases of the policy lock is bounded. */
class LinkedEntriesTest {
  private static final int ENTRIES = 10_000;

  /** The limit of a chunk, with room for another choice. */
  private static final int MOST_LOOKS = 1_000;

  private final TestContext<Integer, Integer> context =
      new TestContext<Integer, Integer>().maximum(2 * ENTRIES).deaf();
  private final Table<Integer, Integer> table = new Table<>(context::now, () -> {});
  private final ExpirySchedule<Integer, Integer> schedule = new ExpirySchedule<>(context);
  private final LinkedEntries<Integer, Integer> entries =
      new LinkedEntries<>(
          context.settings().bound(),
          ReplacementPolicy.of(EvictionPolicy.LRU, 2 * ENTRIES, false),
          schedule,
          new StripedWriteBuffers<>(2 * ENTRIES),
          new Removals<>(context, table, node -> {}));

  private LinkedEntries.ExpiryPass<Integer, Integer> pass(long now) {
    LinkedEntries.ExpiryPass<Integer, Integer> pass = new LinkedEntries.ExpiryPass<>(now);
    int chunks = 1;
    while (entries.expireChunk(schedule, pass)) {
      chunks++;
    }
    assertThat(chunks, is(greaterThanOrEqualTo(ENTRIES / MOST_LOOKS)));
    return pass;
  }

  private List<Node<Integer, Integer>> link(long deadline) {
    List<Node<Integer, Integer>> nodes = new ArrayList<>();
    for (int key = 0; key < ENTRIES; key++) {
      TimedNode<Integer, Integer> node = new TimedNode<>(key, Table.hash(key));
      node.setValue(key);
      node.setDeadline(deadline);
      entries.reconcile(node);
      nodes.add(node);
    }
    return nodes;
  }

  @Test
  void expireChunk_manyLiveEntriesInOneBucket_looksAtSomeOfThem() {
    long deadline = context.now() + Duration.ofHours(2).toNanos();
    link(deadline);
    assertThat(pass(deadline - 1).removed, is(0L));
    LinkedEntries.ExpiryPass<Integer, Integer> last = pass(deadline);
    assertThat(last.removed, is((long) ENTRIES));
    assertThat(last.owned, is(empty()));
  }

  @Test
  void expireChunk_passWithLaterTimeIsAhead_leavesTheRestToIt() {
    long deadline = context.now() + Duration.ofHours(2).toNanos();
    link(deadline);
    LinkedEntries.ExpiryPass<Integer, Integer> later = new LinkedEntries.ExpiryPass<>(deadline);
    assertThat(entries.expireChunk(schedule, later), is(true));
    LinkedEntries.ExpiryPass<Integer, Integer> earlier =
        new LinkedEntries.ExpiryPass<>(deadline - 1);
    assertThat(entries.expireChunk(schedule, earlier), is(false));
    assertThat(earlier.removed, is(0L));
    while (entries.expireChunk(schedule, later)) {
      assertThat(later.owned, is(empty()));
    }
    assertThat(later.removed, is((long) ENTRIES));
  }

  @Test
  void expireChunk_entriesReportedMeanwhile_expireInTheSamePass() {
    long deadline = context.now() + Duration.ofHours(2).toNanos();
    List<Node<Integer, Integer>> nodes = link(deadline);
    LinkedEntries.ExpiryPass<Integer, Integer> pass = new LinkedEntries.ExpiryPass<>(deadline);
    while (entries.expireChunk(schedule, pass)) {
      nodes.forEach(entries::reconcile);
    }
    assertThat(pass.removed, is((long) ENTRIES));
  }
}
