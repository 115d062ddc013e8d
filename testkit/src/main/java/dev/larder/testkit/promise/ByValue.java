package dev.larder.testkit.promise;

import static dev.larder.testkit.promise.Promise.beyond;
import static dev.larder.testkit.promise.Promise.spec;

import dev.larder.testkit.model.Box;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Values that are stored by value cannot be changed from outside. */
final class ByValue {
  private ByValue() {}

  static List<Promise> promises() {
    String source = "Configuration.isStoreByValue";
    return List.of(
        spec("a key changed after a put by value is stored unchanged", source, ByValue::key),
        spec("a value changed after a put or get by value is not", source, ByValue::value),
        spec("a value changed in a processor or an iteration is not", source, ByValue::entries),
        beyond("a value changed by a listener is not", ByValue::events));
  }

  private static void key(Trial trial) {
    Cache<Box, Integer> cache = trial.open(Box.class, Integer.class, setup -> {});
    Box key = new Box(1);
    cache.put(key, 10);
    key.scribble();
    trial.check(cache.containsKey(new Box(1)), "the entry is not found");
    trial.check(!cache.containsKey(key), "the changed key is found");
    Iterator<Cache.Entry<Box, Integer>> entries = cache.iterator();
    boolean found = entries.hasNext();
    trial.check(found, "an iterator does not find the entry");
    if (found) {
      entries.next().getKey().scribble();
      trial.check(cache.containsKey(new Box(1)), "lost by what an iterator gave out");
    }
  }

  private static Cache<Integer, Box> values(Trial trial) {
    return trial.open(Integer.class, Box.class, setup -> {});
  }

  private static void value(Trial trial) {
    Cache<Integer, Box> cache = values(trial);
    Box value = new Box(1);
    cache.put(1, value);
    value.scribble();
    unchanged(trial, cache, "put");
    scribble(cache.get(1));
    unchanged(trial, cache, "get");
    scribble(cache.getAll(new HashMap<>(Map.of(1, 1)).keySet()).get(1));
    unchanged(trial, cache, "getAll");
    Box other = new Box(1);
    cache.putAll(new HashMap<>(Map.of(1, other)));
    other.scribble();
    unchanged(trial, cache, "putAll");
    Box third = new Box(1);
    cache.replace(1, third);
    third.scribble();
    unchanged(trial, cache, "replace");
  }

  private static void scribble(@Nullable Box box) {
    if (box != null) {
      box.scribble();
    }
  }

  private static void unchanged(Trial trial, Cache<Integer, Box> cache, String by) {
    Box now = cache.get(1);
    trial.check(now != null && now.number() == 1, "changed after " + by);
  }

  private static void entries(Trial trial) {
    Cache<Integer, Box> cache = values(trial);
    cache.put(1, new Box(1));
    cache.invoke(
        1,
        (entry, arguments) -> {
          entry.getValue().scribble();
          return null;
        });
    unchanged(trial, cache, "getValue in a processor");
    Box set = new Box(1);
    cache.invoke(
        1,
        (entry, arguments) -> {
          entry.setValue(set);
          return null;
        });
    set.scribble();
    unchanged(trial, cache, "setValue in a processor");
    cache.iterator().next().getValue().scribble();
    unchanged(trial, cache, "an iteration");
  }

  private static void events(Trial trial) {
    EventRecorder<Integer, Box> recorder = new EventRecorder<>();
    Cache<Integer, Box> cache =
        trial.open(
            Integer.class,
            Box.class,
            setup -> setup.addCacheEntryListenerConfiguration(recorder.configuration(true)));
    Box value = new Box(1);
    cache.put(1, value);
    for (EventRecorder.RecordedEvent<Integer, Box> event : recorder.events()) {
      scribble(event.value());
    }
    unchanged(trial, cache, "an event");
    trial.check(value.number() == 1, "the caller's own object changed after an event");
  }
}
