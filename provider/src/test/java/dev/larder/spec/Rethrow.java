package dev.larder.spec;

/** Throws what was caught elsewhere, checked or not. */
public final class Rethrow {
  private Rethrow() {}

  /**
   * Throws as it is, checked or not and undeclared, as other languages of the JVM do.
   *
   * @return never
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
