package dev.larder.shop;

import io.micronaut.runtime.Micronaut;

/** Starts the shop. */
public final class Application {
  private Application() {}

  /** Starts the server, and stops it when the JVM is asked to end. */
  public static void main(String[] arguments) {
    Micronaut.run(Application.class, arguments);
  }
}
