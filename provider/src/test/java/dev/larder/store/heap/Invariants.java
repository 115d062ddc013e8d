package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.larder.store.Store;
import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The invariants of a heap store that no thread uses: its three structures, the table, the policy
 * and the timing wheel, agree about the entries.
 */
public final class Invariants {
  /** The shortest delay of a wake that the wheel requests, in nanoseconds. */
  private static final long SHORTEST_WAIT = 1_000_000;

  private final HeapStore<?, ?> store;
  private final Table<?, ?> table;
  private final Object maintenance;

  private Invariants(HeapStore<?, ?> store) {
    this.store = store;
    this.table = Fields.of(store, "table");
    this.maintenance = Fields.of(store, "maintenance");
  }

  /**
   * Checks a store that no thread uses. Completes the pending maintenance first, as any change of
   * the bound does, and changes nothing else.
   *
   * @throws AssertionError with the name of the broken invariant
   */
  public static void check(Store<?, ?> store) {
    if (store instanceof HeapStore<?, ?> heapStore) {
      new Invariants(heapStore).check();
    }
  }

  /** Returns whether all entries of the table are free, and none of them is dead. */
  static boolean isUnowned(Store<?, ?> store) {
    return !(store instanceof HeapStore<?, ?> heapStore)
        || new Invariants(heapStore).nodes().allMatch(Node::isFree);
  }

  private Stream<Node<?, ?>> nodes() {
    int bins = table.length();
    return IntStream.range(0, bins).boxed().flatMap(bin -> table.collect(bin, bins).stream());
  }

  private void check() {
    long size = store.size().weight();
    Collection<Node<?, ?>> before = entries();
    assertThat("weight of the entries", weight(before), is(size));
    LinkedEntries<?, ?> linked = Fields.of(maintenance, "entries");
    long maximum = Fields.<Long>of(linked, "maximum");
    assertThat("size within the bound", size, lessThanOrEqualTo(maximum));
    store.setMaximum(maximum);
    Collection<Node<?, ?>> entries = entries();
    checkSame("after maintenance", identitySet(entries), before);
    assertThat("size after maintenance", store.size().weight(), is(size));
    checkPolicy(Fields.<ReplacementPolicy<?, ?>>of(store, "policy"), entries);
    assertThat("granted capacity", Fields.<Long>of(linked, "granted"), is(0L));
    if (Fields.<Boolean>of(store, "timed")) {
      checkWheel(Fields.of(Fields.of(maintenance, "expiry"), "wheel"), entries);
    }
  }

  /** Returns the nodes of the table, and checks that each key is there once, alive and free. */
  private Collection<Node<?, ?>> entries() {
    Map<Object, Node<?, ?>> entries = new HashMap<>();
    nodes()
        .forEach(
            node -> {
              assertThat("dead in the table: " + node.key, node.isDead(), is(false));
              assertThat("locked or held: " + node.key, node.tryLock(), is(true));
              node.unlockEntry();
              Node<?, ?> twin = entries.put(node.entryKey(), node);
              assertThat("twice in the table: " + node.key, twin == null, is(true));
            });
    return entries.values();
  }

  private static long weight(Collection<Node<?, ?>> entries) {
    return entries.stream().mapToLong(Node::weight).sum();
  }

  private static void checkPolicy(ReplacementPolicy<?, ?> policy, Collection<Node<?, ?>> entries) {
    Set<Node<?, ?>> linked = identitySet();
    if (policy instanceof LruPolicy) {
      checkList(Fields.of(policy, "list"), linked);
      checkArray(Fields.of(policy, "array"), linked);
    } else {
      checkList(Fields.of(policy, "window"), linked);
      checkList(Fields.of(policy, "main"), linked);
    }
    assertThat("size of the policy", policy.size(), is(linked.size()));
    assertThat("weight of the policy", policy.weight(), is(weightOf(linked)));
    checkSame("in the policy", linked, entries);
    for (Node<?, ?> node : linked) {
      int counted = GenerationList.weightOf(node);
      assertThat("linked weight of " + node.key, counted, is(node.weight()));
    }
  }

  private static void checkArray(AccessTimeArray<?, ?> array, Set<Node<?, ?>> linked) {
    Object slots = Fields.of(array, "slots");
    Node<?, ?>[] nodes = Fields.of(slots, "nodes");
    int count = 0;
    for (Node<?, ?> node : nodes) {
      if (node != null) {
        assertThat("marked as linked: " + node.key, node.newer == node, is(true));
        assertThat("once in the array: " + node.key, linked.add(node), is(true));
        count++;
      }
    }
    assertThat("count of the array", array.count(), is(count));
  }

  private static void checkList(GenerationList<?, ?> list, Set<Node<?, ?>> linked) {
    Set<Node<?, ?>> part = identitySet();
    Node<?, ?>[] rings = Fields.of(list, "rings");
    checkRings(Stream.of(rings).filter(Objects::nonNull).toList(), part);
    assertThat("count of a list", list.count(), is(part.size()));
    assertThat("weight of a list", list.weight(), is(weightOf(part)));
    for (Node<?, ?> node : part) {
      assertThat("in one list: " + node.key, linked.add(node), is(true));
    }
  }

  private static long weightOf(Set<Node<?, ?>> nodes) {
    return nodes.stream().mapToLong(GenerationList::weightOf).sum();
  }

  private static void checkRings(List<Node<?, ?>> rings, Set<Node<?, ?>> linked) {
    for (Node<?, ?> ring : rings) {
      Node<?, ?> last = ring;
      for (Node<?, ?> node = ring.newer; node != ring; node = node.newer) {
        assertThat("link back of " + node.key, node.older == last, is(true));
        assertThat("linked once: " + node.key, linked.add(node), is(true));
        last = node;
      }
      assertThat("end of a ring", ring.older == last, is(true));
    }
  }

  private void checkWheel(TimingWheel<?, ?> wheel, Collection<Node<?, ?>> entries) {
    Set<Node<?, ?>> scheduled = identitySet();
    for (TimedNode<?, ?>[] level : Fields.<TimedNode<?, ?>[][]>of(wheel, "wheel")) {
      for (TimedNode<?, ?> ring : level) {
        if (ring != null) {
          checkRing(ring, scheduled);
        }
      }
    }
    checkRing(Fields.of(wheel, "taken"), scheduled);
    List<Node<?, ?>> mortal = new ArrayList<>();
    long first = Ticker.NEVER;
    for (Node<?, ?> node : entries) {
      // A node that has become eternal stays scheduled until its old deadline.
      if (node.deadline() != Ticker.NEVER || scheduled.contains(node)) {
        mortal.add(node);
        // A node that was found expired stays in the bucket of its old deadline, also in the past.
        first = node.deadline() == TimedNode.PAST ? first : Math.min(first, node.deadline());
      }
    }
    checkSame("in the wheel", scheduled, mortal);
    long soonest = Ticker.after(Fields.of(wheel, "time"), SHORTEST_WAIT);
    // Of a bucket with many nodes, the wheel does not look for the earliest.
    long late = mortal.size() > TimingWheel.MAX_LOOKS ? TimingWheel.BUCKET_NANOS : 0;
    long latest = Math.max(Ticker.after(first, late), soonest);
    assertThat("next wake of the wheel", wheel.nextWake(), is(lessThanOrEqualTo(latest)));
    long requested = Fields.of(Fields.of(maintenance, "expiry"), "nextWake");
    assertThat("requested wake", requested, is(lessThanOrEqualTo(latest)));
  }

  private static void checkRing(TimedNode<?, ?> ring, Set<Node<?, ?>> scheduled) {
    TimedNode<?, ?> last = ring;
    for (TimedNode<?, ?> node = ring.timerAfter; node != ring; node = node.timerAfter) {
      assertThat("timer link back of " + node.key, node.timerBefore == last, is(true));
      assertThat("scheduled once: " + node.key, scheduled.add(node), is(true));
      last = node;
    }
    assertThat("end of a bucket", ring.timerBefore == last, is(true));
  }

  private static void checkSame(
      String where, Set<Node<?, ?>> found, Collection<Node<?, ?>> expected) {
    assertThat("missing " + where, keysOf(expected, found), is(empty()));
    assertThat("unexpected " + where, keysOf(found, identitySet(expected)), is(empty()));
  }

  /** Returns the keys of the nodes that are not in a set. */
  private static List<Object> keysOf(Collection<Node<?, ?>> nodes, Set<Node<?, ?>> without) {
    List<Object> keys = new ArrayList<>();
    for (Node<?, ?> node : nodes) {
      if (!without.contains(node)) {
        keys.add(node.entryKey());
      }
    }
    return keys;
  }

  private static Set<Node<?, ?>> identitySet(Collection<Node<?, ?>> nodes) {
    Set<Node<?, ?>> set = identitySet();
    set.addAll(nodes);
    return set;
  }

  private static Set<Node<?, ?>> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
