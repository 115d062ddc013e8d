package dev.larder.store;

import org.jspecify.annotations.Nullable;

/** The transitions without user code, which every store can run in one step. */
public final class Transitions {
  private Transitions() {}

  /** A transition of this class: it needs no user code, unless it compares values. */
  public sealed interface Simple<V, R> extends Transition<V, R> {
    /** Whether the decision calls {@code equals} of a value, which is user code. */
    default boolean comparesValues() {
      return false;
    }
  }

  /** {@code get}, when it has to be exact about an entry that may just have expired. */
  public record Get<V>() implements Simple<V, V> {
    @Override
    public Verb decide(@Nullable V current) {
      return current == null ? Verb.NONE : Verb.READ;
    }

    @Override
    public @Nullable V value() {
      return null;
    }

    @Override
    public @Nullable V result(Change<V> change) {
      return change.before();
    }

    @Override
    public boolean countsRead() {
      return true;
    }
  }

  /** {@code put}: nobody asks for the old value. */
  public record Put<V>(V value) implements Simple<V, Void> {
    @Override
    public Verb decide(@Nullable V current) {
      return Verb.WRITE;
    }

    @Override
    public @Nullable Void result(Change<V> change) {
      return null;
    }

    @Override
    public boolean countsRead() {
      return false;
    }
  }

  /** {@code getAndPut}. */
  public record GetAndPut<V>(V value) implements Simple<V, V> {
    @Override
    public Verb decide(@Nullable V current) {
      return Verb.WRITE;
    }

    @Override
    public @Nullable V result(Change<V> change) {
      return change.before();
    }

    @Override
    public boolean countsRead() {
      return true;
    }
  }

  /** {@code putIfAbsent}: its read of a present entry is no access to the expiry policy. */
  public record PutIfAbsent<V>(V value) implements Simple<V, Boolean> {
    @Override
    public Verb decide(@Nullable V current) {
      return current == null ? Verb.WRITE : Verb.NONE;
    }

    @Override
    public Boolean result(Change<V> change) {
      return change.stored();
    }

    @Override
    public boolean countsRead() {
      return true;
    }
  }

  /** {@code replace(key, value)}. */
  public record Replace<V>(V value) implements Simple<V, Boolean> {
    @Override
    public Verb decide(@Nullable V current) {
      return current == null ? Verb.NONE : Verb.WRITE;
    }

    @Override
    public Boolean result(Change<V> change) {
      return change.verb() == Verb.WRITE;
    }

    @Override
    public boolean countsRead() {
      return true;
    }
  }

  /** {@code getAndReplace}. */
  public record GetAndReplace<V>(V value) implements Simple<V, V> {
    @Override
    public Verb decide(@Nullable V current) {
      return current == null ? Verb.NONE : Verb.WRITE;
    }

    @Override
    public @Nullable V result(Change<V> change) {
      return change.before();
    }

    @Override
    public boolean countsRead() {
      return true;
    }
  }

  /** {@code replace(key, expected, value)}: a value that differs has been read. */
  public record ReplaceIfSame<V>(V expected, V value) implements Simple<V, Boolean> {
    @Override
    public boolean comparesValues() {
      return true;
    }

    @Override
    public Verb decide(@Nullable V current) {
      if (current == null) {
        return Verb.NONE;
      }
      return current.equals(expected) ? Verb.WRITE : Verb.READ;
    }

    @Override
    public Boolean result(Change<V> change) {
      return change.verb() == Verb.WRITE;
    }

    @Override
    public boolean countsRead() {
      return true;
    }
  }

  /** {@code remove(key)}. */
  public record Remove<V>() implements Simple<V, Boolean> {
    @Override
    public Verb decide(@Nullable V current) {
      return Verb.REMOVE;
    }

    @Override
    public @Nullable V value() {
      return null;
    }

    @Override
    public Boolean result(Change<V> change) {
      return change.before() != null;
    }

    @Override
    public boolean countsRead() {
      return false;
    }
  }

  /** {@code getAndRemove}. */
  public record GetAndRemove<V>() implements Simple<V, V> {
    @Override
    public Verb decide(@Nullable V current) {
      return Verb.REMOVE;
    }

    @Override
    public @Nullable V value() {
      return null;
    }

    @Override
    public @Nullable V result(Change<V> change) {
      return change.before();
    }

    @Override
    public boolean countsRead() {
      return true;
    }
  }

  /** {@code remove(key, expected)}: a value that differs has been read. */
  public record RemoveIfSame<V>(V expected) implements Simple<V, Boolean> {
    @Override
    public boolean comparesValues() {
      return true;
    }

    @Override
    public Verb decide(@Nullable V current) {
      if (current == null) {
        return Verb.NONE;
      }
      return current.equals(expected) ? Verb.REMOVE : Verb.READ;
    }

    @Override
    public @Nullable V value() {
      return null;
    }

    @Override
    public Boolean result(Change<V> change) {
      return change.verb() == Verb.REMOVE;
    }

    @Override
    public boolean countsRead() {
      return true;
    }
  }
}
