package dev.larder.testkit.promise;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What is to be probed, and how.
 *
 * @param promises numbers of promises
 * @param effort how hard
 * @param seed of all random choices
 */
record Plan(List<Integer> promises, Effort effort, long seed) {

  /** The promises in whose sentence the pattern is found. */
  static Plan of(Pattern only, Effort effort, long seed) {
    List<Promise> all = Promises.all();
    List<Integer> chosen =
        IntStream.range(0, all.size())
            .filter(number -> only.matcher(all.get(number).sentence()).find())
            .boxed()
            .toList();
    return new Plan(chosen, effort, seed);
  }
}
