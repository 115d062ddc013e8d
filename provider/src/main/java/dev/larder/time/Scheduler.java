package dev.larder.time;

/** Calls tasks at or soon after their deadlines. Thread-safe. */
public interface Scheduler {

  /** A recurring task. */
  interface Task {
    /**
     * Performs the work that is due.
     *
     * @param now the current time in nanoseconds, see {@link Ticker#nanos}
     * @return the deadline of the next call, {@link Ticker#NEVER} for none
     */
    long run(long now);
  }

  /** Adds a task. It is referenced weakly, so the caller must keep it alive. */
  void add(Task task);

  /** Removes a task. A call in progress may still complete. */
  void remove(Task task);

  /**
   * Requests a call of the tasks at a deadline, if none is scheduled at or before it.
   *
   * @param deadline in nanoseconds, see {@link Ticker#nanos}
   */
  void wakeAt(long deadline);
}
