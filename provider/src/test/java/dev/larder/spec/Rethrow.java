package dev.larder.spec;

/** Throws any throwable, checked or not. */
public final class Rethrow {
  private Rethrow() {}

  /**
   * Throws the failure, even a checked one that is not declared, as other languages of the JVM do.
   */
  public static RuntimeException asIs(Throwable failure) {
    throw Rethrow.<RuntimeException>sneak(failure);
  }

  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // what is not checked at run time is the point of it
  private static <E extends Throwable> E sneak(Throwable failure) throws E {
    throw (E) failure;
  }
}
