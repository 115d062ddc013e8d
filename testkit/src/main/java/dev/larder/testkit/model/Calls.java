package dev.larder.testkit.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** Runs steps as calls of a real cache. Used by one thread. */
final class Calls {
  /** The limit for waiting on another thread, so that a hang becomes a failure. */
  private static final long LIMIT_SECONDS = 20;

  private final Cache<Integer, Box> cache;
  private final Wiring wiring;
  private final Journal journal;
  private final Subject subject;

  /** The keys of the last iteration, in the order that the cache chose. */
  private final List<Integer> visited = new ArrayList<>();

  Calls(Cache<Integer, Box> cache, Wiring wiring, Subject subject) {
    this.cache = cache;
    this.wiring = wiring;
    this.journal = wiring.journal();
    this.subject = subject;
  }

  List<Integer> visited() {
    return List.copyOf(visited);
  }

  /** Returns the result of a step, or the exception that it threw. */
  String perform(Step step) {
    visited.clear();
    try {
      return String.valueOf(call(step));
    } catch (RuntimeException e) {
      return thrown(e);
    }
  }

  private @Nullable Object call(Step step) {
    return switch (step.op()) {
      case GET -> text(cache.get(step.key()));
      case CONTAINS_KEY -> cache.containsKey(step.key());
      case GET_AND_PUT -> text(cache.getAndPut(step.key(), fresh(step)));
      case PUT_IF_ABSENT -> cache.putIfAbsent(step.key(), fresh(step));
      case REMOVE -> cache.remove(step.key());
      case REMOVE_SAME -> cache.remove(step.key(), expected(step));
      case GET_AND_REMOVE -> text(cache.getAndRemove(step.key()));
      case REPLACE -> cache.replace(step.key(), fresh(step));
      case REPLACE_SAME -> cache.replace(step.key(), expected(step), fresh(step));
      case GET_AND_REPLACE -> text(cache.getAndReplace(step.key(), fresh(step)));
      case GET_ALL -> texts(cache.getAll(keys(step)));
      case INVOKE -> cache.invoke(step.key(), new Processor(step, journal));
      case INVOKE_ALL -> results(cache.invokeAll(keys(step), new Processor(step, journal)));
      case ITERATE, ITERATE_REMOVE -> iterate(step);
      default -> {
        run(step);
        yield "-";
      }
    };
  }

  private void run(Step step) {
    switch (step.op()) {
      case PUT -> cache.put(step.key(), fresh(step));
      case PUT_ALL -> cache.putAll(entries(step));
      case REMOVE_KEYS -> cache.removeAll(keys(step));
      case REMOVE_ALL -> cache.removeAll();
      case CLEAR -> cache.clear();
      case LOAD_KEEP -> load(step, false);
      case LOAD_REPLACE -> load(step, true);
      case REGISTER -> cache.registerCacheEntryListener(wiring.listener(step.other()));
      case DEREGISTER -> cache.deregisterCacheEntryListener(wiring.listener(step.other()));
      case ENABLE_STATISTICS -> cache.getCacheManager().enableStatistics(cache.getName(), true);
      case DISABLE_STATISTICS -> cache.getCacheManager().enableStatistics(cache.getName(), false);
      case ADVANCE -> subject.advance(Duration.ofNanos(Contents.UNIT * step.other()));
      case SWEEP -> {
        subject.advance(Duration.ofNanos(Contents.SWEEP));
        subject.sweep();
      }
      case RESIZE -> subject.resize(cache, step.other());
      default -> throw new IllegalArgumentException(step.toString());
    }
  }

  private Box fresh(Step step) {
    return journal.lend(step.value(step.key()));
  }

  private Box expected(Step step) {
    return journal.lend(step.other());
  }

  private static Set<Integer> keys(Step step) {
    return new LinkedHashSet<>(step.keys());
  }

  private Map<Integer, Box> entries(Step step) {
    Map<Integer, Box> entries = new LinkedHashMap<>();
    step.keys().forEach(key -> entries.put(key, journal.lend(step.value(key))));
    return entries;
  }

  private String text(@Nullable Box value) {
    return value == null ? "null" : Integer.toString(journal.read(value));
  }

  private String texts(Map<Integer, Box> values) {
    Map<Integer, String> texts = new TreeMap<>();
    values.forEach((key, value) -> texts.put(key, text(value)));
    return texts.toString();
  }

  private static String results(Map<Integer, EntryProcessorResult<String>> results) {
    Map<Integer, String> texts = new TreeMap<>();
    results.forEach(
        (key, result) -> {
          try {
            texts.put(key, result.get());
          } catch (RuntimeException e) {
            texts.put(key, thrown(e));
          }
        });
    return texts.toString();
  }

  private String iterate(Step step) {
    Map<Integer, String> seen = new TreeMap<>();
    try {
      for (Iterator<Cache.Entry<Integer, Box>> entries = cache.iterator(); entries.hasNext(); ) {
        Cache.Entry<Integer, Box> entry = entries.next();
        visited.add(entry.getKey());
        seen.put(entry.getKey(), text(entry.getValue()));
        if (step.removes(entry.getKey())) {
          entries.remove();
        }
      }
    } catch (RuntimeException e) {
      return seen + " then " + thrown(e);
    }
    return seen.toString();
  }

  private void load(Step step, boolean replace) {
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(keys(step), replace, done);
    try {
      done.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError("loadAll failed", e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("loadAll did not complete", e);
    }
  }

  /** Returns the specification's exception type, because providers throw subclasses. */
  private static String thrown(RuntimeException e) {
    Class<?> type = e.getClass();
    while (!type.getName().startsWith("javax.cache.") && !type.getName().startsWith("java.")) {
      type = type.getSuperclass();
    }
    return ModelException.text(type.getSimpleName());
  }
}
