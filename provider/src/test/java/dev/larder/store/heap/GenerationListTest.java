package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of a list with eight generations of four ticks each. */
class GenerationListTest {
  private static final int GENERATIONS = 8;
  private static final int MAX_RELOCATIONS = 3;

  private final GenerationClock clock = new GenerationClock(GENERATIONS);
  private final List<Integer> relocated = new ArrayList<>();

  private final GenerationList.Policy<Integer, Integer> policy =
      new GenerationList.Policy<>() {
        @Override
        public int accessTime(Node<Integer, Integer> node) {
          return node.accessTime;
        }

        @Override
        public boolean isSpared(Node<Integer, Integer> node, boolean isUsed) {
          return isUsed;
        }

        @Override
        public void onRelocation(Node<Integer, Integer> node) {
          relocated.add(node.entryKey());
        }
      };

  private GenerationList<Integer, Integer> list;

  @BeforeEach
  void createList() {
    clock.setShift(2);
    list = new GenerationList<>(clock, policy, MAX_RELOCATIONS);
  }

  /** Adds nodes with the keys from 0, one for each tick. */
  private List<Node<Integer, Integer>> fill(int count) {
    List<Node<Integer, Integer>> nodes = new ArrayList<>();
    for (int key = 0; key < count; key++) {
      Node<Integer, Integer> node = new Node<>(key, Table.hash(key));
      clock.tick();
      list.advance();
      node.accessTime = clock.now();
      list.add(node);
      nodes.add(node);
    }
    return nodes;
  }

  private List<Integer> drain() {
    List<Integer> keys = new ArrayList<>();
    for (Node<Integer, Integer> node = list.coldest(); node != null; node = list.coldest()) {
      list.remove(node);
      keys.add(node.entryKey());
    }
    assertThat(list.count(), is(0));
    assertThat(list.weight(), is(0L));
    return keys;
  }

  private static List<Integer> keys(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void coldest_emptyList_returnsNull() {
    assertThat(list.coldest(), nullValue());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 40, 1_000})
  void coldest_unusedNodes_followTheirAddition(int count) {
    fill(count);
    assertThat(drain(), equalTo(keys(count)));
  }

  @Test
  void coldest_nodeUsedInANewerGeneration_isRelocated() {
    List<Node<Integer, Integer>> nodes = fill(12);
    nodes.get(0).accessTime = clock.now();
    nodes.get(1).accessTime = clock.now();
    assertThat(list.coldest().key, is(2));
    assertThat(relocated, contains(0, 1));
    assertThat(drain().subList(8, 12).contains(0), is(true));
  }

  @Test
  void coldest_moreUsedNodesThanTheLimit_returnsTheNextOne() {
    List<Node<Integer, Integer>> nodes = fill(20);
    nodes.forEach(node -> node.accessTime = clock.now());
    assertThat(list.coldest().key, is(MAX_RELOCATIONS));
    assertThat(relocated, contains(0, 1, 2));
  }

  @Test
  void advance_manyGenerationsAtOnce_keepsTheOrder() {
    fill(12);
    clock.advance(1_000);
    list.advance();
    assertThat(list.depth(), is(GENERATIONS - 1));
    assertThat(drain(), equalTo(keys(12)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 10})
  void rescale_anyLength_keepsTheOrder(int shift) {
    fill(30);
    GenerationList.rescale(clock, shift, list);
    assertThat(clock.shift(), is(shift));
    assertThat(drain(), equalTo(keys(30)));
  }

  @Test
  void coldest_clockThatWrapsAround_keepsTheOrder() {
    clock.set(-17);
    list = new GenerationList<>(clock, policy, MAX_RELOCATIONS);
    fill(30);
    assertThat(drain(), equalTo(keys(30)));
  }
}
