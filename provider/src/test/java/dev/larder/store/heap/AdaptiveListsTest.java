package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The moves of entries between the window and the main list, and the choice of the victims. */
class AdaptiveListsTest {
  private static final AdaptiveProbe FULL = full();

  private static AdaptiveProbe full() {
    AdaptiveProbe probe = new AdaptiveProbe(1_000);
    probe.fill(1_000);
    return probe;
  }

  private static void assertLists(AdaptiveProbe probe, int window, int main) {
    assertThat("window", probe.window.count(), is(window));
    assertThat("main list", probe.main.count(), is(main));
    assertThat("both lists", probe.policy.size(), is(window + main));
  }

  @Test
  void add_headroomLeft_movesExcessOfTheWindowToMain() {
    assertLists(FULL, 100, 900);
    assertThat("victims preselected at once", FULL.policy.maxPreselected(), is(3));
    assertThat(FULL.window.coldest(), sameInstance(FULL.get(900)));
    assertThat(FULL.main.coldest(), sameInstance(FULL.get(0)));
    AdaptiveProbe small = new AdaptiveProbe(5);
    small.fill(5);
    assertLists(small, 1, 4);
  }

  @Test
  void add_boundExceeded_movesNothing() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    assertLists(probe, 101, 900);
  }

  @Test
  void poll_equalValues_evictsTheCandidateOfTheWindow() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    Node<Integer, Integer> victim = probe.policy.poll();
    assertThat(victim, sameInstance(probe.get(900)));
    assertThat(victim.isLinked(), is(false));
    assertLists(probe, 100, 900);
  }

  @Test
  void poll_candidateOfHigherValue_evictsTheResident() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    probe.get(900).setPolicyState(2);
    probe.get(900).accessTime |= 1;
    assertThat(probe.policy.poll(), sameInstance(probe.get(0)));
    assertLists(probe, 100, 900);
    assertThat("in the main list", probe.get(900).linkedWeight(), is(~1));
    assertThat("the access has been counted", AdaptivePolicy.isTouched(probe.get(900)), is(false));
  }

  @Test
  void add_weightChangedFromZero_countsTheNewWeight() {
    AdaptivePolicy<Integer, Integer> policy = new AdaptivePolicy<>(100, true);
    Node<Integer, Integer> node = new WeighedAdaptiveNode<>(1, Table.hash(1));
    node.setWeight(0);
    policy.add(node);
    node.setWeight(5);
    policy.add(node);
    assertThat(GenerationList.weightOf(node), is(5));
    GenerationList<?, ?> window = Fields.of(policy, "window");
    assertThat(window.weight(), is(5L));
  }

  @Test
  void poll_windowWithinItsShare_evictsFromMain() {
    AdaptiveProbe probe = full();
    assertThat(probe.policy.poll(), sameInstance(probe.get(0)));
    assertLists(probe, 100, 899);
  }

  @Test
  void poll_emptyMainList_evictsTheColdestOfTheWindow() {
    AdaptiveProbe probe = new AdaptiveProbe(1);
    assertThat(probe.policy.poll(), nullValue());
    probe.fill(2);
    assertLists(probe, 2, 0);
    assertThat(probe.policy.poll(), sameInstance(probe.get(0)));
    assertThat(probe.policy.poll(), sameInstance(probe.get(1)));
    assertThat(probe.policy.poll(), nullValue());
  }

  @Test
  void poll_newestEntry_isEvictedLast() {
    AdaptiveProbe probe = new AdaptiveProbe(1);
    probe.fill(2);
    probe.use(0);
    assertThat("evicted in spite of its access", probe.policy.poll(), sameInstance(probe.get(0)));
    assertThat(probe.policy.poll(), sameInstance(probe.get(1)));
  }

  @Test
  void add_victimUsedAfterPoll_returnsToItsListUnchanged() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    Node<Integer, Integer> ofWindow = probe.policy.poll();
    Node<Integer, Integer> ofMain = probe.policy.poll();
    assertThat("the next access is recorded", probe.policy.isStale(ofMain), is(true));
    probe.policy.recordRead(ofMain);
    int now = probe.clock.now();
    probe.policy.add(ofMain);
    assertLists(probe, 100, 900);
    ofWindow.setWeight(5);
    probe.policy.add(ofWindow);
    assertThat("each addition is a tick", probe.clock.now(), is(now + 2));
    assertLists(probe, 101, 900);
    assertThat(probe.window.weight(), is(105L));
    assertThat(AdaptiveProbe.frequency(ofMain), is(2));
    // Its ghost is removed too, so a node that is inserted with the key starts as new.
    Node<Integer, Integer> twin = probe.add(ofMain.entryKey(), 1);
    assertThat(AdaptiveProbe.frequency(twin), is(1));
  }

  @Test
  void poll_allEntriesUsed_returnsVictimWithCountedAccesses() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    // More used entries than one search spares.
    for (int i = 0; i < 901; i++) {
      probe.use(i);
    }
    Node<Integer, Integer> victim = probe.policy.poll();
    assertThat(AdaptivePolicy.isTouched(victim), is(false));
  }

  @Test
  void add_weightChanged_countsTheLatestWeight() {
    AdaptiveProbe probe = new AdaptiveProbe(1_000);
    Node<Integer, Integer> first = probe.add(0, 60);
    Node<Integer, Integer> second = probe.add(1, 60);
    assertThat(probe.main.weight(), is(60L));
    assertThat(probe.window.weight(), is(60L));
    first.setWeight(7);
    probe.policy.add(first);
    second.setWeight(9);
    probe.policy.add(second);
    assertThat(probe.main.weight(), is(7L));
    assertThat(probe.window.weight(), is(9L));
    assertThat(first.linkedWeight(), is(~7));
    assertThat(second.linkedWeight(), is(9));
    assertThat(probe.policy.size(), is(2));
  }

  @Test
  void add_zeroWeight_linksTheEntryInTheWindow() {
    AdaptiveProbe probe = new AdaptiveProbe(1_000);
    Node<Integer, Integer> light = probe.add(0, 0);
    assertLists(probe, 1, 0);
    probe.policy.remove(light);
    assertLists(probe, 0, 0);
    assertThat(probe.policy.poll(), nullValue());
  }

  @Test
  void poll_otherEntryRemoved_sparesTheNewest() {
    AdaptiveProbe probe = new AdaptiveProbe(1);
    probe.fill(3);
    probe.policy.remove(probe.get(1));
    probe.use(0);
    assertThat(probe.policy.poll(), sameInstance(probe.get(0)));
  }

  @Test
  void remove_linkedEntry_leavesTheListsAndThePopulation() {
    AdaptiveProbe probe = full();
    int before = Arrays.stream(Fields.<int[]>of(probe.clock, "population")).sum();
    probe.policy.remove(probe.get(999));
    probe.policy.remove(probe.get(999));
    probe.policy.remove(probe.get(5));
    assertLists(probe, 99, 899);
    assertThat(Fields.of(probe.policy, "newest"), nullValue());
    int after = Arrays.stream(Fields.<int[]>of(probe.clock, "population")).sum();
    assertThat(after, is(before - 2));
    assertThat(probe.get(5).isLinked(), is(false));
  }

  @Test
  void add_littleHeadroomRegained_leavesExcessInTheWindow() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    for (int i = 0; i < 40; i++) {
      probe.policy.poll();
    }
    assertLists(probe, 100, 861);
    probe.fill(20);
    assertLists(probe, 120, 861);
    while (probe.policy.size() > 937) {
      probe.policy.remove(probe.main.coldest());
    }
    probe.fill(1);
    assertLists(probe, 120, 818);
    probe.fill(1);
    assertLists(probe, 120, 819);
  }

  @Test
  void add_sixteenthOfTheBoundFree_movesExcessToMain() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    probe.policy.poll();
    while (probe.policy.size() > 938) {
      probe.policy.remove(probe.main.coldest());
    }
    assertLists(probe, 100, 838);
    probe.fill(1);
    assertLists(probe, 101, 838);
    probe.policy.remove(probe.main.coldest());
    probe.policy.remove(probe.main.coldest());
    probe.fill(1);
    assertLists(probe, 101, 837);
  }

  @Test
  void setMaximum_otherBound_scalesTheWindow() {
    AdaptiveProbe probe = full();
    probe.policy.setMaximum(500);
    probe.policy.poll();
    assertThat(probe.window.count(), is(99));
    probe.policy.setMaximum(5_000);
    probe.fill(50);
    assertLists(probe, 149, 900);
  }

  @Test
  void setMaximum_muchSmallerBound_dropsTheGhosts() {
    AdaptiveProbe probe = new AdaptiveProbe(3_000);
    for (int i = 0; i < 6_000; i++) {
      probe.fill(1);
      if (i >= 3_000) {
        probe.policy.poll();
      }
    }
    Object ghosts = Fields.of(probe.policy, "ghosts");
    probe.policy.setMaximum(2_999);
    assertThat(Fields.<long[]>of(ghosts, "table").length > 0, is(true));
    probe.policy.setMaximum(10);
    assertThat(Fields.<long[]>of(ghosts, "table").length, is(0));
  }

  @Test
  void add_fewerEntries_shortensTheGenerations() {
    assertThat(FULL.clock.shift(), is(5));
    AdaptiveProbe probe = full();
    for (int i = 0; i < 900; i++) {
      probe.policy.remove(probe.get(i));
    }
    probe.fill(3);
    assertThat("one step for an addition", probe.clock.shift(), is(3));
    assertThat(probe.policy.size(), is(103));
    for (int i = 0; i < 103; i++) {
      probe.policy.remove(probe.policy.poll());
    }
    assertThat(probe.policy.poll(), nullValue());
  }

  @Test
  void clear_fullPolicy_keepsNoEntry() {
    AdaptiveProbe probe = full();
    probe.policy.clear();
    assertThat(probe.window.coldest(), nullValue());
    assertThat(probe.main.coldest(), nullValue());
    assertThat(Fields.of(probe.policy, "newest"), nullValue());
  }
}
