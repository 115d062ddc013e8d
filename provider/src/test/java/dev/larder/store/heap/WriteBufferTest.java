package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import dev.larder.store.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left for later: notes, room, and victims chosen ahead. */
@Timeout(20)
class WriteBufferTest {
  private final WriteBuffer<Integer, Integer> batch = new WriteBuffer<>();
  private final LruPolicy<Integer, Integer> order = new LruPolicy<>(5_000, false);

  private static Node<Integer, Integer> node(int key) {
    Node<Integer, Integer> node = new Node<>(key, Table.hash(key));
    node.setValue(key);
    return node;
  }

  private List<Node<Integer, Integer>> fill(int count) {
    List<Node<Integer, Integer>> nodes = IntStream.range(0, count).mapToObj(i -> node(i)).toList();
    nodes.forEach(order::add);
    return nodes;
  }

  private @Nullable Node<Integer, Integer> takeNote() {
    Node<Integer, Integer> node = batch.lastNote();
    if (node != null) {
      batch.dropNote();
    }
    return node;
  }

  @Test
  void aBatchIsForOneAtATime() {
    assertThat(batch.tryLock(), is(true));
    assertThat(batch.tryLock(), is(false));
    batch.unlock();
    batch.lock();
    assertThat(batch.tryLock(), is(false));
    Running<Boolean> other =
        Running.start(
            () -> {
              batch.lock();
              return true;
            });
    assertThat(other.isDone(), is(false));
    batch.unlock();
    assertThat(other.get(), is(true));
  }

  @Test
  void notesComeBackTheLastOneFirst() {
    assertThat(takeNote(), nullValue());
    Node<Integer, Integer> first = node(1);
    Node<Integer, Integer> second = node(2);
    batch.note(first);
    batch.note(second);
    assertThat(takeNote(), sameInstance(second));
    assertThat(takeNote(), sameInstance(first));
    assertThat(takeNote(), nullValue());
  }

  @Test
  void thereIsPlaceForThirtyTwoNotes() {
    for (int key = 0; key < 31; key++) {
      assertThat(batch.takes(1), is(true));
      batch.note(node(key));
    }
    assertThat(batch.takes(1), is(true));
    assertThat(batch.takes(2), is(false));
  }

  @Test
  void roomAddsUpAndIsTakenAsAWhole() {
    assertThat(batch.hasRoom(), is(false));
    batch.addRoom(5);
    batch.addRoom(-2);
    assertThat(batch.room(), is(3L));
    assertThat(batch.hasRoom(), is(true));
    assertThat(batch.takeRoom(), is(3L));
    assertThat(batch.room(), is(0L));
    assertThat(batch.hasRoom(), is(false));
    batch.addRoom(-1);
    assertThat(batch.hasRoom(), is(false));
    assertThat("less than nothing", batch.takeRoom(), is(-1L));
  }

  @Test
  void sixteenVictimsAreChosenAndNoMoreBeforeTheyAreGone() {
    fill(100);
    batch.choose(order);
    assertThat(order.count(), is(84));
    batch.choose(order);
    assertThat(order.count(), is(84));
    for (int key = 0; key < 16; key++) {
      Node<Integer, Integer> victim = batch.lockVictim();
      assertThat(victim, notNullValue());
      assertThat(victim.key, is(key));
      assertThat("locked", victim.tryLock(), is(false));
    }
    assertThat(batch.lockVictim(), nullValue());
    batch.choose(order);
    assertThat(order.count(), is(68));
  }

  @Test
  void noMoreAreChosenThanAreToSpare() {
    fill(3);
    batch.choose(order);
    assertThat(order.count(), is(0));
    for (int key = 0; key < 3; key++) {
      assertThat(batch.lockVictim().key, is(key));
    }
    assertThat(batch.lockVictim(), nullValue());
  }

  @Test
  void aVictimThatWasUsedOrIsTakenGoesBackAndADeadOneDoesNot() {
    List<Node<Integer, Integer>> nodes = fill(100);
    batch.choose(order);
    nodes.get(0).stamp++;
    nodes.get(1).lock();
    nodes.get(2).lock();
    nodes.get(2).setValue(null);
    nodes.get(2).unlockEntry();
    assertThat(batch.lockVictim(), sameInstance(nodes.get(3)));
    assertThat("a used one is not locked", nodes.get(0).isFree(), is(true));
    assertThat(takeNote(), sameInstance(nodes.get(1)));
    assertThat(takeNote(), sameInstance(nodes.get(0)));
    assertThat(takeNote(), nullValue());
  }

  @Test
  void noVictimIsLookedAtWhoseNoteWouldHaveNoPlace() {
    fill(100);
    batch.choose(order);
    for (int key = 0; key < 31; key++) {
      batch.note(node(key));
    }
    assertThat(batch.lockVictim(), nullValue());
    takeNote();
    assertThat("place for it, and one more", batch.lockVictim(), notNullValue());
  }

  @Test
  void victimsThatAreLeftAreHandedBack() {
    List<Node<Integer, Integer>> nodes = fill(100);
    batch.choose(order);
    batch.lockVictim();
    List<Node<Integer, Integer>> back = new ArrayList<>();
    batch.dismissVictims(back::add);
    assertThat(back, equalTo(nodes.subList(1, 16)));
    assertThat(batch.lockVictim(), nullValue());
  }

  @Test
  void aClearedBatchHasNothing() {
    fill(100);
    batch.choose(order);
    batch.note(node(1));
    batch.addRoom(3);
    batch.clear();
    assertThat(takeNote(), nullValue());
    assertThat(batch.lockVictim(), nullValue());
    assertThat(batch.room(), is(0L));
    for (String name : List.of("notes", "victims")) {
      for (Object node : Fields.<Object[]>of(batch, name)) {
        assertThat(node, nullValue());
      }
    }
  }
}
