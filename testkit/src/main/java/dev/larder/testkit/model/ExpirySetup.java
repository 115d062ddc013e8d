package dev.larder.testkit.model;

import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The expiry policy of a cache.
 *
 * @param units the duration of the policies that have one, in {@link #UNIT}s; 0 expires at once
 * @param recorded whether the policy is user code whose calls are compared, rather than one of the
 *     specification's policies
 */
record ExpirySetup(Kind kind, int units, boolean recorded) {
  /** The clock advances by whole units, which exceed the precision of any provider. */
  static final Duration UNIT = new Duration(TimeUnit.SECONDS, 10);

  enum Kind {
    ETERNAL,
    CREATED,
    ACCESSED,
    MODIFIED,
    TOUCHED,
    /** Returns null, zero, durations and eternal in turn, depending on the step. */
    SCRIPTED,
    /** Throws in every other step. */
    THROWING
  }

  enum Call {
    CREATION(0),
    UPDATE(7),
    ACCESS(14);

    /** Makes the methods of a scripted policy return different durations in one step. */
    private final int shift;

    Call(int shift) {
      this.shift = shift;
    }
  }

  static final ExpirySetup ETERNAL = new ExpirySetup(Kind.ETERNAL, 1, false);

  /** Policies that the specification does not have are always recorded. */
  ExpirySetup {
    recorded |= kind == Kind.SCRIPTED || kind == Kind.THROWING;
  }

  /**
   * Returns the policy's duration in a step. A pure function, so that the model can call it too.
   */
  @Nullable Duration answer(Call call, int number) {
    return switch (kind) {
      case ETERNAL -> call == Call.CREATION ? Duration.ETERNAL : null;
      case CREATED -> call == Call.CREATION ? units(units) : null;
      case ACCESSED -> call == Call.UPDATE ? null : units(units);
      case MODIFIED -> call == Call.ACCESS ? null : units(units);
      case TOUCHED -> units(units);
      case SCRIPTED -> scripted(number / Step.VALUES + call.shift);
      case THROWING -> throwing(number + call.shift);
    };
  }

  private static Duration units(int count) {
    return new Duration(UNIT.getTimeUnit(), count * UNIT.getDurationAmount());
  }

  /** With units of 0 the only durations are zero and eternal, for clocks that cannot be stepped. */
  private @Nullable Duration scripted(int choice) {
    return switch (choice % 6) {
      case 0 -> null;
      case 1 -> Duration.ZERO;
      case 2 -> Duration.ETERNAL;
      default -> units == 0 ? null : units(choice % 6 - 2);
    };
  }

  private Duration throwing(int choice) {
    if (choice % 2 == 0) {
      throw new IllegalStateException("an expiry policy that throws, on purpose");
    }
    return units == 0 ? Duration.ETERNAL : units(units);
  }
}
