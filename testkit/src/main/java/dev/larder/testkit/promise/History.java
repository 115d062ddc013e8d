package dev.larder.testkit.promise;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls of several threads on one key that is initially absent. It is linearizable if some
 * order of the calls, consistent with their real-time order, explains all results. The search is
 * that of Wing and Gong, with memoization. Used by one thread.
 */
public final class History {
  /** A set of calls is the bits of a long. */
  private static final int MOST = 62;

  private final List<Call> calls;
  private final Set<State> tried = new HashSet<>();

  /**
   * Creates a history.
   *
   * @param calls in any order, at most 62
   */
  public History(List<Call> calls) {
    if (calls.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " calls: " + calls.size());
    }
    this.calls = calls;
  }

  /**
   * A call, with the times before and after it.
   *
   * @param a the first argument of the operation, and {@code b} the second, if it takes them
   * @param result what the operation has returned
   */
  public record Call(Operation operation, int a, int b, Span span, @Nullable Object result) {
    @Override
    public String toString() {
      return operation + "(" + a + ", " + b + ") = " + result + " " + span;
    }
  }

  /** Two times of one clock, which all threads and processes share. */
  public record Span(long before, long after) {}

  private record State(long done, @Nullable Integer value) {}

  /** Returns whether some order of the calls explains all results. */
  public boolean isLinearizable() {
    return continues(0, null);
  }

  private boolean continues(long done, @Nullable Integer value) {
    if (done == (1L << calls.size()) - 1) {
      return true;
    }
    if (!tried.add(new State(done, value))) {
      return false;
    }
    long earliestEnd = Long.MAX_VALUE;
    for (int i = 0; i < calls.size(); i++) {
      if (!isDone(done, i)) {
        earliestEnd = Math.min(earliestEnd, calls.get(i).span().after());
      }
    }
    for (int i = 0; i < calls.size(); i++) {
      if (!isDone(done, i) && calls.get(i).span().before() <= earliestEnd && fits(i, done, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDone(long done, int call) {
    return (done & (1L << call)) != 0;
  }

  private boolean fits(int number, long done, @Nullable Integer value) {
    Call call = calls.get(number);
    Operation.Effect effect = call.operation().effect(value, call.a(), call.b());
    return Objects.equals(effect.result(), call.result())
        && continues(done | (1L << number), effect.value());
  }

  @Override
  public String toString() {
    return calls.toString();
  }
}
