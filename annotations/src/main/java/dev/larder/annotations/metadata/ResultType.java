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
 * The return type of a method in the class that it is called on.
 *
 * @param type the class, with type parameters substituted
 * @param isOpen whether the method returns an unbound type parameter; {@code type} is then its
 *     bound, and a caller may expect a more specific type
 * @param content for a stage, the class of its result, or Object if unknown; otherwise {@code type}
 */
public record ResultType(Class<?> type, boolean isOpen, Class<?> content) {
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

  static ResultType of(Class<?> type, boolean isOpen, Class<?> argument) {
    return new ResultType(type, isOpen, !isOpen && isStage(type) ? argument : type);
  }

  /** Returns whether the result is a stage of a type that this module can create. */
  public boolean isStage() {
    return !isOpen && isStage(type);
  }

  private static boolean isStage(Class<?> type) {
    return type == CompletionStage.class || type == CompletableFuture.class;
  }

  /** Returns whether the result is a future that this module can neither observe nor create. */
  boolean isUnknownFuture() {
    return !isStage(type) && isFuture(type);
  }

  static boolean isFuture(Class<?> type) {
    return Future.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type);
  }

  /**
   * Returns whether objects of a class can be consumed only once, or are computed again by each
   * reader, so that caching them is useless. A serializable class counts as a value.
   */
  public static boolean isReadOnce(Class<?> type) {
    return READ_ONCE.get(type);
  }

  private static final ClassValue<Boolean> READ_ONCE =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return !Serializable.class.isAssignableFrom(type)
              && (ONCE.stream().anyMatch(once -> once.isAssignableFrom(type))
                  || isNamed(type, PUBLISHERS));
        }
      };

  /** Compares names, because the libraries of these types may be absent. */
  private static boolean isNamed(@Nullable Class<?> type, Set<String> names) {
    return type != null
        && (names.contains(type.getName())
            || isNamed(type.getSuperclass(), names)
            || Arrays.stream(type.getInterfaces()).anyMatch(above -> isNamed(above, names)));
  }

  boolean isVoid() {
    return content == void.class || content == Void.class;
  }
}
