package dev.larder.testkit.model;

import java.util.List;

/** A configuration, with the steps to run on a cache of it. */
record Sequence(Setup setup, List<Step> steps) {
  Sequence {
    steps = List.copyOf(steps);
  }
}
