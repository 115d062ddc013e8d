package dev.larder.testkit.model;

import java.util.List;

/** A configuration, and what is done to a cache of it. */
record Sequence(Setup setup, List<Step> steps) {
  Sequence {
    steps = List.copyOf(steps);
  }
}
