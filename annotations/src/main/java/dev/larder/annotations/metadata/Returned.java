package dev.larder.annotations.metadata;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * What a method returns in the class that it is called on.
 *
 * @param type the class, with type parameters replaced by what they stand for there
 * @param content the class of what a stage comes to, Object if that is not said; of anything else
 *     the same again
 */
public record Returned(Class<?> type, Class<?> content) {
  static Returned of(Class<?> type, Class<?> argument) {
    return new Returned(type, isStage(type) ? argument : type);
  }

  /** Whether the method is over when a stage is, of a kind that anybody can make. */
  public boolean isStage() {
    return isStage(type);
  }

  private static boolean isStage(Class<?> type) {
    return type == CompletionStage.class || type == CompletableFuture.class;
  }

  /** Whether the method is over later, and nobody else can wait for it or make the like. */
  boolean isUnknownFuture() {
    return !isStage() && isFuture(type);
  }

  static boolean isFuture(Class<?> type) {
    return Future.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type);
  }

  boolean isNothing() {
    return content == void.class || content == Void.class;
  }
}
