package dev.larder.annotations.binding;

/** An exception that the annotations except. */
public class Worse extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Makes one. */
  public Worse() {
    super("worse");
  }
}
