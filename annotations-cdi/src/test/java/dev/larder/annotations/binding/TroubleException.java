package dev.larder.annotations.binding;

/** A checked exception. */
public class TroubleException extends Exception {
  private static final long serialVersionUID = 1L;

  public TroubleException() {
    super("trouble");
  }
}
