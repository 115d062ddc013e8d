package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generates random configurations within the dimensions that a subject supports. */
final class SetupGenerator {
  private static final int MOST_LISTENERS = 2;
  private static final int MOST_ENTRIES = 4;
  private static final int MOST_WEIGHT = 8;
  private static final int MOST_UNITS = 4;

  private final Subject subject;
  private final List<ExpirySetup.Kind> expiries;
  private final List<Bound.Kind> bounds;

  SetupGenerator(Subject subject) {
    this.subject = subject;
    this.expiries = expiries(subject);
    this.bounds = List.copyOf(subject.bounds());
  }

  private static List<ExpirySetup.Kind> expiries(Subject subject) {
    List<ExpirySetup.Kind> kinds = new ArrayList<>(List.of(ExpirySetup.Kind.values()));
    if (subject.liberties().contains(Liberty.THROWING_POLICY)) {
      kinds.remove(ExpirySetup.Kind.THROWING);
    }
    if (subject.liberties().contains(Liberty.ZERO_DURATION)) {
      kinds.remove(ExpirySetup.Kind.SCRIPTED);
    }
    if (!subject.stepsClock() && subject.liberties().contains(Liberty.ZERO_DURATION)) {
      kinds.retainAll(List.of(ExpirySetup.Kind.ETERNAL, ExpirySetup.Kind.THROWING));
    }
    return kinds;
  }

  Setup setup(Random random) {
    List<ListenerSetup> listeners = new ArrayList<>();
    int count = random.nextInt(MOST_LISTENERS + 1);
    for (int i = 0; i < count; i++) {
      listeners.add(listener(random));
    }
    Setup.Storage storage = new Setup.Storage(random.nextBoolean(), bound(random));
    return new Setup(
        expiry(random), integration(random), listeners, storage, random.nextInt(4) != 0);
  }

  private ExpirySetup expiry(Random random) {
    ExpirySetup.Kind kind = one(expiries, random);
    return new ExpirySetup(kind, units(kind, random), random.nextBoolean());
  }

  /** Returns 0 for clocks that cannot be stepped, and rarely for others. */
  private int units(ExpirySetup.Kind kind, Random random) {
    if (!subject.stepsClock()) {
      return 0;
    }
    boolean zero = random.nextInt(8) == 0 && kind != ExpirySetup.Kind.SCRIPTED;
    return zero && !subject.liberties().contains(Liberty.ZERO_DURATION)
        ? 0
        : 1 + random.nextInt(MOST_UNITS);
  }

  private static Integration integration(Random random) {
    return new Integration(
        one(List.of(Integration.Loading.values()), random),
        random.nextInt(3) != 0,
        one(List.of(Integration.Writing.values()), random),
        random.nextInt(3) != 0);
  }

  private static ListenerSetup listener(Random random) {
    return new ListenerSetup(
        random.nextInt(4) != 0,
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(4) != 0,
        one(List.of(ListenerSetup.Habit.values()), random));
  }

  private Bound bound(Random random) {
    Bound.Kind kind = one(bounds, random);
    return switch (kind) {
      case NONE -> Bound.NONE;
      case ENTRIES -> new Bound(kind, 1 + random.nextInt(MOST_ENTRIES));
      case WEIGHT -> new Bound(kind, 1 + random.nextInt(MOST_WEIGHT));
    };
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
