package dev.larder.testkit.model;

import dev.larder.testkit.model.ExpirySetup.Call;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/** The model's view of the expiry policy. Durations are in nanoseconds. */
final class ExpiryModel {
  /** The policy returned null: the deadline stays. */
  static final long UNCHANGED = -1;

  /** No deadline. */
  static final long ETERNAL = Long.MAX_VALUE;

  private final ExpirySetup setup;
  private final StepState stepState;

  ExpiryModel(ExpirySetup setup, StepState stepState) {
    this.setup = setup;
    this.stepState = stepState;
  }

  /**
   * Asks the policy. If it throws or returns null, creation is eternal, and other deadlines stay.
   */
  long ask(Call call) {
    if (setup.recorded()) {
      stepState.seen().expiry.add(call.name());
    }
    Duration answer = answer(call);
    if (answer == null) {
      return call == Call.CREATION ? ETERNAL : UNCHANGED;
    }
    return answer.isEternal() ? ETERNAL : answer.getTimeUnit().toNanos(answer.getDurationAmount());
  }

  private @Nullable Duration answer(Call call) {
    try {
      return setup.answer(call, stepState.number());
    } catch (IllegalStateException e) {
      return null;
    }
  }
}
