package dev.larder.testkit.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The model's view of the cache loader and the cache writer. */
class IntegrationModel {
  private static final String LOADER_EXCEPTION = "CacheLoaderException";
  private static final String WRITER_EXCEPTION = "CacheWriterException";

  private final Integration integration;
  private final StepState stepState;

  IntegrationModel(Integration integration, StepState stepState) {
    this.integration = integration;
    this.stepState = stepState;
  }

  boolean loads() {
    return integration.loads();
  }

  boolean readsThrough() {
    return integration.readsThrough();
  }

  boolean writesThrough() {
    return integration.writesThrough();
  }

  @Nullable Integer load(int key) {
    stepState.seen().loader.add("load " + key);
    if (integration.failsToLoad(key, stepState.number())) {
      throw new ModelException(LOADER_EXCEPTION);
    }
    return integration.loaded(key, stepState.number());
  }

  Map<Integer, Integer> loadAll(List<Integer> keys) {
    Map<Integer, Integer> loaded = new TreeMap<>();
    if (keys.isEmpty()) {
      return loaded;
    }
    stepState.seen().loader.add("loadAll " + new TreeSet<>(keys));
    for (int key : keys) {
      if (integration.failsToLoad(key, stepState.number())) {
        throw new ModelException(LOADER_EXCEPTION);
      }
      Integer value = integration.loaded(key, stepState.number());
      if (value != null) {
        loaded.put(key, value);
      }
    }
    return loaded;
  }

  void write(int key, int value) {
    if (writesThrough()) {
      stepState.seen().writer.add("write " + key + "=" + value);
      failIfRefused(key);
    }
  }

  void delete(int key) {
    if (writesThrough()) {
      stepState.seen().writer.add("delete " + key);
      failIfRefused(key);
    }
  }

  private void failIfRefused(int key) {
    if (refuses(key)) {
      // The policy may have been called for a value that is then not stored.
      stepState.seen().anyExpiry = true;
      throw new ModelException(WRITER_EXCEPTION);
    }
  }

  /** Writes entries, and returns the keys that were written. */
  List<Integer> writeAll(Map<Integer, Integer> values, List<Integer> keys) {
    stepState.seen().writer.add("writeAll " + new TreeMap<>(values));
    return accepted(keys);
  }

  /** Deletes keys, and returns those that were deleted. */
  List<Integer> deleteAll(List<Integer> keys) {
    stepState.seen().writer.add("deleteAll " + new TreeSet<>(keys));
    return accepted(keys);
  }

  private List<Integer> accepted(List<Integer> keys) {
    return keys.stream().filter(key -> !refuses(key)).toList();
  }

  /** Throws if the writer did not complete all keys. */
  void failIfIncomplete(List<Integer> done, List<Integer> keys) {
    if (done.size() < keys.size()) {
      stepState.seen().anyExpiry = true;
      throw new ModelException(WRITER_EXCEPTION);
    }
  }

  private boolean refuses(int key) {
    return integration.failsToWrite(key, stepState.number());
  }
}
