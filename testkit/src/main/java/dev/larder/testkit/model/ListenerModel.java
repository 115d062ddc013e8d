package dev.larder.testkit.model;

import java.util.List;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** The model of the listeners, and of the events that they receive. */
final class ListenerModel {
  private final List<ListenerSetup> listeners;
  private final boolean[] registered;
  private final Subject subject;
  private final StepState stepState;

  ListenerModel(List<ListenerSetup> listeners, Subject subject, StepState stepState) {
    this.listeners = listeners;
    this.subject = subject;
    this.stepState = stepState;
    this.registered = new boolean[listeners.size()];
    for (int i = 0; i < registered.length; i++) {
      registered[i] = listeners.get(i).registered();
    }
  }

  /** "If the same CacheEntryListenerConfiguration is used more than once": an error. */
  void register(int listener) {
    if (registered[listener]) {
      throw new ModelException("IllegalArgumentException");
    }
    registered[listener] = true;
  }

  void deregister(int listener) {
    registered[listener] = false;
  }

  void created(int key, int value) {
    fire(EventType.CREATED, key, null, value, true);
  }

  void updated(int key, int old, int value) {
    fire(EventType.UPDATED, key, old, value, true);
  }

  void removed(int key, int old) {
    fire(EventType.REMOVED, key, old, null, true);
  }

  /**
   * Fires EXPIRED.
   *
   * @param atOnce whether the operation found the expired entry; otherwise a thread of the provider
   *     removes it
   */
  void expired(int key, int old, boolean atOnce) {
    if (!subject.liberties().contains(Liberty.EXPIRED_EVENTS)) {
      fire(EventType.EXPIRED, key, old, null, atOnce);
    }
  }

  /**
   * Records an eviction. The specification has no event for it, so filters do not apply. A
   * synchronous listener is called in the thread whose operation evicts.
   */
  void evicted(int key, int old) {
    for (int i = 0; i < registered.length; i++) {
      ListenerSetup listener = listeners.get(i);
      if (registered[i] && subject.reportsEvictions() && listener.receivesAll()) {
        stepState.seen().recordAtOnce(i, key, "EVICTED " + old);
        if (listener.synchronous() && listener.throwsOn(key)) {
          stepState.recordListenerFailure();
        }
      }
    }
  }

  private void fire(
      EventType type, int key, @Nullable Integer old, @Nullable Integer value, boolean atOnce) {
    for (int i = 0; i < registered.length; i++) {
      ListenerSetup listener = listeners.get(i);
      if (registered[i] && listener.wants(type) && listener.lets(type, key)) {
        String event = text(type, old, value, listener);
        if (atOnce) {
          stepState.seen().recordAtOnce(i, key, event);
          if (listener.synchronous() && listener.throwsOn(key)) {
            stepState.recordListenerFailure();
          }
        } else {
          stepState.seen().record(i, key, event);
        }
      }
    }
  }

  private String text(
      EventType type, @Nullable Integer old, @Nullable Integer value, ListenerSetup listener) {
    boolean ignored =
        !listener.oldValueRequired()
            && subject.liberties().contains(Liberty.OLD_VALUE_NOT_REQUIRED);
    String before = ignored ? "?" : String.valueOf(old);
    return switch (type) {
      case CREATED -> "CREATED " + value;
      case UPDATED -> EventLog.updated(before, String.valueOf(value));
      case REMOVED -> "REMOVED " + before;
      case EXPIRED -> "EXPIRED " + before;
    };
  }
}
