package dev.larder.testkit.model;

import dev.larder.testkit.model.ExpirySetup.Call;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/** The model's view of the expiry policy: durations in nanoseconds. */
final class Lifetimes {
  /** No answer: the deadline stays. */
  static final long UNCHANGED = -1;

  /** No deadline. */
  static final long ETERNAL = Long.MAX_VALUE;

  private final ExpirySetup setup;
  private final Moment moment;

  Lifetimes(ExpirySetup setup, Moment moment) {
    this.setup = setup;
    this.moment = moment;
  }

  /** Asks the policy. One that throws, or answers null on creation, is answered for. */
  long ask(Call call) {
    if (setup.recorded()) {
      moment.seen().expiry.add(call.name());
    }
    Duration answer = answer(call);
    if (answer == null) {
      return call == Call.CREATION ? ETERNAL : UNCHANGED;
    }
    return answer.isEternal() ? ETERNAL : answer.getTimeUnit().toNanos(answer.getDurationAmount());
  }

  private @Nullable Duration answer(Call call) {
    try {
      return setup.answer(call, moment.number());
    } catch (IllegalStateException e) {
      return null;
    }
  }
}
