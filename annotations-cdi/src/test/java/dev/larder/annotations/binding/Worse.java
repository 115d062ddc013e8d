package dev.larder.annotations.binding;

/** An exception that the annotations exclude. */
public class Worse extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public Worse() {
    super("worse");
  }
}
