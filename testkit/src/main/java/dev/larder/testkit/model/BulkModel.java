package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operations on several keys. */
final class BulkModel {
  private final Contents contents;
  private final IntegrationModel integrationModel;
  private final StepState stepState;
  private final SingleModel single;

  BulkModel(
      Contents contents,
      IntegrationModel integrationModel,
      StepState stepState,
      SingleModel single) {
    this.contents = contents;
    this.integrationModel = integrationModel;
    this.stepState = stepState;
    this.single = single;
  }

  /** Reads the present entries, then loads all missing keys in one call. */
  String getAll(List<Integer> keys) {
    Map<Integer, Integer> found = new TreeMap<>();
    List<Integer> missing = new ArrayList<>();
    for (int key : keys) {
      Integer value = contents.peek(key);
      if (value == null) {
        missing.add(key);
      } else {
        found.put(key, value);
        stepState.countRead(true);
        contents.access(key);
        contents.release(key);
      }
    }
    if (integrationModel.readsThrough()) {
      found.putAll(load(missing));
    } else {
      missing.forEach(this::miss);
    }
    return found.toString();
  }

  private Map<Integer, Integer> load(List<Integer> missing) {
    try {
      for (int key : missing) {
        contents.find(key);
        stepState.countRead(false);
      }
      return stored(integrationModel.loadAll(missing), missing);
    } finally {
      contents.release(missing);
    }
  }

  /** Reads one key; the read ends before the next one begins. */
  private void miss(int key) {
    contents.find(key);
    stepState.countRead(false);
    contents.release(key);
    stepState.failIfListenerFailed();
  }

  private Map<Integer, Integer> stored(Map<Integer, Integer> loaded, List<Integer> keys) {
    for (int key : keys) {
      Integer value = loaded.get(key);
      if (value != null) {
        contents.set(key, value, contents.lifetime(key));
      }
    }
    return loaded;
  }

  /**
   * Loads keys. This counts neither as get nor as put, is not written through, and does not access
   * values that it keeps.
   */
  void loadAll(List<Integer> keys, boolean replace) {
    if (!integrationModel.loads()) {
      return;
    }
    keys.forEach(contents::find);
    List<Integer> wanted =
        keys.stream().filter(key -> replace || contents.peek(key) == null).toList();
    try {
      stored(integrationModel.loadAll(wanted), wanted);
    } finally {
      contents.release(keys);
    }
  }

  void putAll(Step step) {
    List<Integer> keys = step.keys();
    if (!integrationModel.writesThrough()) {
      for (int key : keys) {
        single.write(key, step.value(key));
        contents.release(key);
      }
      return;
    }
    if (keys.isEmpty()) {
      return;
    }
    keys.forEach(contents::find);
    Map<Integer, Integer> values = new TreeMap<>();
    keys.forEach(key -> values.put(key, step.value(key)));
    List<Integer> written = integrationModel.writeAll(values, keys);
    for (int key : written) {
      boolean present = contents.find(key) != null;
      if (contents.set(key, step.value(key), contents.lifetime(key)) || present) {
        stepState.countPut();
      }
    }
    release(written, keys);
    integrationModel.failIfIncomplete(written, keys);
  }

  /** Ends the use of the changed keys at once, and of the other keys at the end. */
  private void release(List<Integer> changed, List<Integer> keys) {
    List<Integer> inOrder = new ArrayList<>(changed);
    keys.stream().filter(key -> !changed.contains(key)).forEach(inOrder::add);
    contents.release(inOrder);
  }

  void removeAll(List<Integer> keys) {
    keys.forEach(contents::find);
    boolean deletes = integrationModel.writesThrough() && !keys.isEmpty();
    List<Integer> deleted = deletes ? integrationModel.deleteAll(keys) : keys;
    for (int key : deleted) {
      if (contents.remove(key)) {
        stepState.countRemoval();
      }
    }
    release(deleted, keys);
    integrationModel.failIfIncomplete(deleted, keys);
  }

  @Nullable String invoke(int key, Step step) {
    try {
      ProcessorModel processor = new ProcessorModel(key, contents, integrationModel);
      stepState.countRead(processor.present());
      String result = processor.run(step);
      processor.commit(single, stepState);
      return result;
    } finally {
      contents.release(key);
    }
  }

  /** Invokes a processor for each key. A failure for one key does not affect the others. */
  String invokeAll(Step step) {
    Map<Integer, String> results = new TreeMap<>();
    for (int key : step.keys()) {
      try {
        String result = invoke(key, step);
        stepState.failIfListenerFailed();
        if (result != null) {
          results.put(key, result);
        }
      } catch (ModelException e) {
        stepState.ignoreListenerFailure();
        results.put(key, ModelException.text("EntryProcessorException"));
      }
    }
    return results.toString();
  }

  /**
   * Iterates: each {@code next} is a get, each {@code remove} a remove.
   *
   * @param order the keys in the order that the cache chose
   */
  String iterate(Step step, List<Integer> order) {
    List<Integer> expected = new ArrayList<>(order);
    List<Integer> live = contents.keys();
    expected.retainAll(live);
    live.stream().filter(key -> !order.contains(key)).forEach(expected::add);
    Map<Integer, Integer> seen = new TreeMap<>();
    for (int key : expected) {
      Integer value = contents.peek(key);
      if (value != null) {
        seen.put(key, value);
        stepState.countRead(true);
        contents.access(key);
        contents.release(key);
      }
      if (step.removes(key)) {
        try {
          single.remove(key);
          stepState.failIfListenerFailed();
        } catch (ModelException e) {
          stepState.ignoreListenerFailure();
          return seen + " then " + e.text();
        } finally {
          contents.release(key);
        }
      }
    }
    return seen.toString();
  }
}
