package dev.larder.copy;

/**
 * Tells whether the program is a native image of GraalVM. There, reflection returns only those
 * fields and methods of a class that were registered for the image. A copier that trusted it could
 * miss fields, or a hook such as {@code readResolve}. Serialization fails instead if it lacks a
 * registration, so in a native image it copies all objects with fields.
 */
final class NativeImage {
  /**
   * Whether the image has the property of images: at run time, and while it is built, if this class
   * is initialized then.
   */
  private static final boolean RUNNING =
      System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  private NativeImage() {}

  /** Returns whether reflection may be incomplete. */
  static boolean isRunning() {
    return RUNNING;
  }
}
