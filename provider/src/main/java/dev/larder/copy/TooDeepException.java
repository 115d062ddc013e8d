package dev.larder.copy;

import java.util.ArrayList;
import java.util.List;

/**
 * Thrown when a graph is too deep for recursion. It carries the tasks that must precede the copy of
 * the interrupted object: the object at which the recursion stopped, and each partly filled
 * instance between the two.
 */
final class TooDeepException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Innermost first, which is the order of execution. */
  final transient List<Graph.Task> tasks = new ArrayList<>();

  /** Creates an exception without a stack trace, because it only unwinds the recursion. */
  TooDeepException(Graph.Task innermost) {
    super("deeper than the recursion goes", null, false, false);
    tasks.add(innermost);
  }
}
