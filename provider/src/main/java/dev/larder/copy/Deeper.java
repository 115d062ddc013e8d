package dev.larder.copy;

import java.util.ArrayList;
import java.util.List;

/**
 * Says that a graph is too deep to go on by recursion. It carries what has to be copied before the
 * interrupted object: the object at which the recursion stopped, and every instance on the way that
 * is only partly filled.
 */
final class Deeper extends Exception {
  private static final long serialVersionUID = 1L;

  /** The innermost first: it is copied first. */
  final transient List<Graph.Task> tasks = new ArrayList<>();

  /** Without a stack trace, because it only unwinds the recursion. */
  Deeper(Graph.Task innermost) {
    super("deeper than the recursion goes", null, false, false);
    tasks.add(innermost);
  }
}
