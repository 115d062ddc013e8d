package dev.larder.testkit.promise;

import java.util.List;
import java.util.stream.Stream;

/** All promises, in the order of the table. */
final class Promises {
  private Promises() {}

  static List<Promise> all() {
    return Stream.of(
            Atomicity.promises(),
            Linearizability.promises(),
            Events.promises(),
            Expiry.promises(),
            Loading.promises(),
            Writing.promises(),
            Progress.promises(),
            Bounds.promises(),
            ByValue.promises(),
            Hostility.promises(),
            LifeCycle.promises(),
            Statistics.promises())
        .flatMap(List::stream)
        .toList();
  }
}
