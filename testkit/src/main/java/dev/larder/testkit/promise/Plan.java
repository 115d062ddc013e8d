package dev.larder.testkit.promise;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The probes to run.
 *
 * @param promises numbers of promises
 * @param effort the effort of each probe
 * @param seed the seed of all random choices
 */
record Plan(List<Integer> promises, Effort effort, long seed) {

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
