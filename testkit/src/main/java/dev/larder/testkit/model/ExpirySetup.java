package dev.larder.testkit.model;

import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long entries live.
 *
 * @param units the duration of the policies that have one, in {@link #UNIT}s; 0 expires at once
 * @param recorded whether the policy is user code, whose calls are compared too, and not one of the
 *     specification's own
 */
record ExpirySetup(Kind kind, int units, boolean recorded) {
  /** The clock moves by whole units, and so by more than any provider's precision. */
  static final Duration UNIT = new Duration(TimeUnit.SECONDS, 10);

  enum Kind {
    ETERNAL,
    CREATED,
    ACCESSED,
    MODIFIED,
    TOUCHED,
    /** Another answer for each step: null, zero, durations, eternal. */
    SCRIPTED,
    /** Throws in every other step. */
    THROWING
  }

  /** The three questions. */
  enum Call {
    CREATION(0),
    UPDATE(7),
    ACCESS(14);

    /** So that a policy does not answer all questions of a step alike. */
    private final int shift;

    Call(int shift) {
      this.shift = shift;
    }
  }

  static final ExpirySetup ETERNAL = new ExpirySetup(Kind.ETERNAL, 1, false);

  /** Only what the specification has a policy for need not be recorded. */
  ExpirySetup {
    recorded |= kind == Kind.SCRIPTED || kind == Kind.THROWING;
  }

  /** What the policy answers in a step; a pure function, so that the model can ask too. */
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

  /** With units of 0 the only durations are zero and eternal: for clocks that cannot be stepped. */
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
