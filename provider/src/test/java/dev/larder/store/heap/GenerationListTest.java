package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list from the coldest to the most recent, in generations of eight ticks. */
class GenerationListTest {
  private static final int SHIFT = 3;

  private final AdaptivePolicy<Integer, Integer> policy = new AdaptivePolicy<>(1_000);
  private final GenerationClock clock = Fields.of(policy, "clock");
  private final GenerationList<Integer, Integer> window = Fields.of(policy, "window");
  private final GenerationList<Integer, Integer> main = Fields.of(policy, "main");

  @BeforeEach
  void hasGenerationsOfEightTicks() {
    clock.rescale(SHIFT);
  }

  private void tick(int times) {
    for (int i = 0; i < times; i++) {
      policy.tick();
    }
  }

  private Node<Integer, Integer> node(int key) {
    Node<Integer, Integer> node = new AdaptiveNode<>(key, key);
    node.setCountedWeight(1);
    node.stamp = clock.now() << 1;
    return node;
  }

  private Node<Integer, Integer> push(GenerationList<Integer, Integer> list, int key) {
    Node<Integer, Integer> node = node(key);
    list.push(node);
    return node;
  }

  private void touch(Node<Integer, Integer> node) {
    node.stamp = clock.now() << 1 | 1;
  }

  private static List<Integer> drain(GenerationList<Integer, Integer> list) {
    List<Integer> keys = new ArrayList<>();
    for (Node<Integer, Integer> node = list.coldest(); node != null; node = list.coldest()) {
      list.remove(node);
      keys.add(node.entryKey());
    }
    return keys;
  }

  private static List<Integer> keys(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void anEmptyListHasNoColdest() {
    assertThat(main.coldest(), nullValue());
    main.remove(push(main, 1));
    assertThat(main.coldest(), nullValue());
  }

  @Test
  void aListCountsAndWeighsWhatIsInIt() {
    Node<Integer, Integer> heavy = node(1);
    heavy.setCountedWeight(5);
    main.push(heavy);
    Node<Integer, Integer> other = node(2);
    other.setCountedWeight(~7);
    main.push(other);
    assertThat(main.count(), is(2));
    assertThat(main.weight(), is(12L));
    main.adjustWeight(-2);
    heavy.setCountedWeight(3);
    assertThat(main.weight(), is(10L));
    main.remove(heavy);
    assertThat(main.count(), is(1));
    assertThat(main.weight(), is(7L));
    assertThat(heavy.newer, nullValue());
  }

  @Test
  void whatIsFiledByAnOlderStampIsColder() {
    Node<Integer, Integer> older = node(1);
    tick(8);
    push(window, 2);
    window.push(older);
    assertThat(window.coldest(), sameInstance(older));
    assertThat("it stays", window.count(), is(2));
    assertThat(drain(window), equalTo(List.of(1, 2)));
  }

  @Test
  void whatWasUsedInALaterGenerationIsAsWarmAsThat() {
    Node<Integer, Integer> used = push(window, 1);
    push(window, 2);
    tick(8);
    push(window, 3);
    touch(used);
    assertThat(drain(window), equalTo(List.of(2, 3, 1)));
    assertThat("a use counts once", AdaptivePolicy.isTouched(used), is(false));
  }

  @Test
  void aUseInTheSameGenerationSparesAnEntryOfTheMainListAlone() {
    for (GenerationList<Integer, Integer> list : List.of(window, main)) {
      touch(push(list, 1));
      push(list, 2);
    }
    assertThat(drain(window), equalTo(List.of(1, 2)));
    assertThat(drain(main), equalTo(List.of(2, 1)));
  }

  @Test
  void whatWeighsNothingIsSparedWhileThereIsSomethingElse() {
    Node<Integer, Integer> light = node(1);
    light.setCountedWeight(0);
    window.push(light);
    push(window, 2);
    assertThat(window.coldest().key, is(2));
    window.remove(window.coldest());
    assertThat("there is nothing else", window.coldest(), sameInstance(light));
  }

  @Test
  void aSearchSparesSixteenAndTakesTheNext() {
    int now = clock.now();
    for (int key = 0; key < 20; key++) {
      touch(push(main, key));
    }
    Node<Integer, Integer> coldest = main.coldest();
    assertThat(coldest.key, is(16));
    assertThat("its use was not counted", AdaptivePolicy.isTouched(coldest), is(true));
    assertThat("each that was spared takes time", clock.now(), is(now + 16));
  }

  @Test
  void whatIsOlderThanAllGenerationsGoesFirstInOrderOfArrival() {
    int generations = 2 * GenerationClock.GENERATIONS;
    for (int key = 0; key < generations; key++) {
      push(window, 2 * key);
      push(window, 2 * key + 1);
      tick(8);
    }
    assertThat(drain(window), equalTo(keys(0, 2 * generations)));
  }

  @Test
  void aListOutlivesGenerationsInWhichNothingIsFiled() {
    push(window, 1);
    push(main, 2);
    tick(8 * 1_000);
    push(window, 3);
    push(main, 4);
    assertThat(drain(window), equalTo(List.of(1, 3)));
    assertThat(drain(main), equalTo(List.of(2, 4)));
    assertThat(window.coldest(), nullValue());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 5, 9})
  void theOrderStaysWhenGenerationsChangeTheirLength(int newShift) {
    for (int key = 0; key < 60; key++) {
      push(window, key);
      tick(8);
    }
    clock.rescale(newShift);
    window.rescale(SHIFT);
    assertThat(window.count(), is(60));
    tick(1);
    assertThat(drain(window), equalTo(keys(0, 60)));
  }

  @Test
  void afterALongerGenerationANodeIsStillWhereItsStampSays() {
    Node<Integer, Integer> early = push(window, 1);
    tick(8);
    push(window, 2);
    tick(8);
    clock.rescale(SHIFT + 1);
    window.rescale(SHIFT);
    push(window, 3);
    touch(early);
    assertThat(drain(window), equalTo(List.of(2, 3, 1)));
  }

  @Test
  void aClearedListKeepsNoNode() {
    push(window, 1);
    tick(8);
    push(window, 2);
    window.clear();
    assertThat(window.coldest(), nullValue());
    tick(8 * 100);
    assertThat(window.coldest(), nullValue());
    for (Node<Integer, Integer> ring : Fields.<List<Node<Integer, Integer>>>of(window, "rings")) {
      assertThat(ReplacementPolicy.first(ring), nullValue());
    }
  }
}
