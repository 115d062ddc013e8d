package dev.larder.annotations.metadata;

import java.io.InputStream;
import java.io.Reader;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

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
  private static final Set<Class<?>> ONCE =
      Set.of(
          BaseStream.class,
          Iterator.class,
          Spliterator.class,
          Enumeration.class,
          Flow.Publisher.class,
          InputStream.class,
          Reader.class);

  private static final Set<String> PUBLISHERS =
      Set.of(
          "org.reactivestreams.Publisher",
          "kotlinx.coroutines.flow.Flow",
          "kotlin.sequences.Sequence");

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

  /**
   * Whether an object can be read once only, or is computed again by each reader, so that a cached
   * one is of no use to others. A class that is serializable is a value all the same.
   */
  public static boolean isUsedUp(Class<?> type) {
    return USED_UP.get(type);
  }

  private static final ClassValue<Boolean> USED_UP =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return !Serializable.class.isAssignableFrom(type)
              && (ONCE.stream().anyMatch(once -> once.isAssignableFrom(type))
                  || isNamed(type, PUBLISHERS));
        }
      };

  /** Types of libraries that may not be there are known by their names. */
  private static boolean isNamed(@Nullable Class<?> type, Set<String> names) {
    return type != null
        && (names.contains(type.getName())
            || isNamed(type.getSuperclass(), names)
            || Arrays.stream(type.getInterfaces()).anyMatch(above -> isNamed(above, names)));
  }

  boolean isNothing() {
    return content == void.class || content == Void.class;
  }
}
