package dev.larder.time;

/** Calls tasks when they are due, or as soon as it can. Thread-safe. */
public interface Scheduler {

  /** Something that is due now and then. */
  interface Task {
    /** Does what is due at a time; answers when it wants to be called next. */
    long run(long now);
  }

  /** Adds a task, which the caller keeps alive: here it is held weakly. */
  void add(Task task);

  /** Removes a task; a call of it that is under way may still end. */
  void remove(Task task);

  /** Says that some task is due at the deadline, which may be earlier than is known. */
  void wakeAt(long deadline);
}
