package dev.larder.time;

import java.util.function.LongUnaryOperator;

/** Calls tasks when they are due, or as soon as it can. Thread-safe. */
public interface Waker {
  /**
   * Adds a task.
   *
   * @param owner the task's identity
   * @param task is called with the time, and answers when it wants to be called next
   */
  void add(Object owner, LongUnaryOperator task);

  /** Removes a task; a call of it that is under way may still end. */
  void remove(Object owner);

  /** Says that some task is due at the deadline, which may be earlier than is known. */
  void wakeAt(long deadline);
}
