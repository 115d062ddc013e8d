package dev.larder.store;

import org.jspecify.annotations.Nullable;

/** The first failure of several steps, which are all carried out. Used by one thread. */
public final class Failures {
  private @Nullable Throwable first;

  /** Creates an empty collection of failures. */
  public Failures() {}

  /** Runs a step, and notes what it throws. */
  public void guard(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      note(e);
    }
  }

  /** Notes a failure; null is none. */
  public void note(@Nullable Throwable failure) {
    first = first == null ? failure : first;
  }

  /** Returns the first failure, or null. */
  public @Nullable Throwable first() {
    return first;
  }

  /** Throws the first failure if there is one, checked or not. */
  public <E extends Throwable> void rethrow() throws E {
    Failures.<E>rethrow(first);
  }

  /** Throws a failure unless it is null, checked or not: user code may throw anything. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <E extends Throwable> void rethrow(@Nullable Throwable failure) throws E {
    if (failure != null) {
      throw (E) failure;
    }
  }
}
