package dev.larder.testkit.promise;

import java.util.Map;

/** The stacks of all threads. */
final class ThreadDump {
  private ThreadDump() {}

  static String take() {
    StringBuilder dump = new StringBuilder();
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      Thread thread = entry.getKey();
      dump.append('"').append(thread.getName()).append("\" ").append(thread.getState());
      dump.append('\n');
      for (StackTraceElement frame : entry.getValue()) {
        dump.append("    at ").append(frame).append('\n');
      }
    }
    return dump.toString();
  }
}
