package dev.larder.annotations.metadata;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * What a method returns in the class that it is called on.
 *
 * @param type the class, with type parameters replaced by what they stand for there
 * @param isOpen whether the caller says more than the class: the method returns a type parameter
 *     that nothing replaces, and the type is its bound
 * @param content the class of what a stage comes to, Object if that is not said; of anything else
 *     the same again
 */
public record Returned(Class<?> type, boolean isOpen, Class<?> content) {
  static Returned of(Class<?> type, boolean isOpen, Class<?> argument) {
    return new Returned(type, isOpen, !isOpen && isStage(type) ? argument : type);
  }

  /** Whether the method is over when a stage is, of a kind that anybody can make. */
  public boolean isStage() {
    return !isOpen && isStage(type);
  }

  private static boolean isStage(Class<?> type) {
    return type == CompletionStage.class || type == CompletableFuture.class;
  }

  /** Whether the method is over later, and nobody else can wait for it or make the like. */
  boolean isUnknownFuture() {
    return !isStage(type) && isFuture(type);
  }

  static boolean isFuture(Class<?> type) {
    return Future.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type);
  }

  boolean isNothing() {
    return content == void.class || content == Void.class;
  }
}
