package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.List;

/** Enumerates setups and steps that are simpler by one property. */
final class Simplifications {
  private Simplifications() {}

  static List<Setup> than(Setup setup) {
    List<Setup> simpler = new ArrayList<>();
    simpler.add(setup.with(ExpirySetup.ETERNAL));
    simpler.add(setup.with(new ExpirySetup(setup.expiry().kind(), setup.expiry().units(), false)));
    simpler.add(setup.with(Integration.NONE));
    Integration integration = setup.integration();
    simpler.add(
        setup.with(
            new Integration(
                Integration.Loading.NONE,
                false,
                integration.writing(),
                integration.writeThrough())));
    simpler.add(
        setup.with(
            new Integration(
                integration.loading(),
                integration.readThrough(),
                Integration.Writing.NONE,
                false)));
    simpler.add(setup.with(Setup.Storage.PLAIN));
    simpler.add(setup.with(new Setup.Storage(false, setup.storage().bound())));
    simpler.add(setup.with(new Setup.Storage(setup.storage().byValue(), Bound.NONE)));
    simpler.add(setup.withoutStatistics());
    // From the end, because steps refer to listeners by index.
    for (int i = 0; i < setup.listeners().size(); i++) {
      simpler.add(setup.with(setup.listeners().subList(0, i)));
      simpler.add(setup.with(plain(setup.listeners(), i)));
    }
    simpler.removeIf(setup::equals);
    return simpler;
  }

  private static List<ListenerSetup> plain(List<ListenerSetup> listeners, int index) {
    List<ListenerSetup> plain = new ArrayList<>(listeners);
    plain.set(index, new ListenerSetup(true, true, true, true, ListenerSetup.Habit.NONE));
    return plain;
  }

  static List<Step> than(Step step) {
    List<Step> simpler = new ArrayList<>();
    for (int i = 0; step.keys().size() > 1 && i < step.keys().size(); i++) {
      simpler.add(
          new Step(step.op(), without(step.keys(), i), step.number(), step.other(), step.acts()));
    }
    for (int i = 0; i < step.acts().size(); i++) {
      simpler.add(
          new Step(step.op(), step.keys(), step.number(), step.other(), without(step.acts(), i)));
    }
    for (int number : new int[] {0, step.number() % Step.VALUES, step.number() / 2}) {
      if (number < step.number()) {
        simpler.add(new Step(step.op(), step.keys(), number, step.other(), step.acts()));
      }
    }
    return simpler;
  }

  private static <T> List<T> without(List<T> list, int index) {
    List<T> fewer = new ArrayList<>(list);
    fewer.remove(index);
    return fewer;
  }
}
