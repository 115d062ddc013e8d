package dev.larder.spec;

import static java.util.Map.entry;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/** The operations that the golden table names, all on one key. */
final class GoldenOperations {
  static final String KEY = "k";

  private GoldenOperations() {}

  /** Returns the result of the operation, or {@link #VOID}. */
  interface Operation {
    Object run(Cache<String, Box> cache) throws Exception;
  }

  /** The result of an operation without one. */
  static final Object VOID =
      new Object() {
        @Override
        public String toString() {
          return "-";
        }
      };

  private static final Map<String, Operation> ALL =
      Map.ofEntries(
          entry("get", cache -> cache.get(KEY)),
          entry("getAll", cache -> cache.getAll(Set.of(KEY))),
          entry("containsKey", cache -> cache.containsKey(KEY)),
          entry("put", action(cache -> cache.put(KEY, box("new")))),
          entry("getAndPut", cache -> cache.getAndPut(KEY, box("new"))),
          entry("putAll", action(cache -> cache.putAll(Map.of(KEY, box("new"))))),
          entry("putIfAbsent", cache -> cache.putIfAbsent(KEY, box("new"))),
          entry("remove", cache -> cache.remove(KEY)),
          entry("remove-same", cache -> cache.remove(KEY, box("old"))),
          entry("remove-other", cache -> cache.remove(KEY, box("other"))),
          entry("getAndRemove", cache -> cache.getAndRemove(KEY)),
          entry("replace", cache -> cache.replace(KEY, box("new"))),
          entry("replace-same", cache -> cache.replace(KEY, box("old"), box("new"))),
          entry("replace-other", cache -> cache.replace(KEY, box("other"), box("new"))),
          entry("getAndReplace", cache -> cache.getAndReplace(KEY, box("new"))),
          entry("removeAll-keys", action(cache -> cache.removeAll(Set.of(KEY)))),
          entry("removeAll", action(Cache::removeAll)),
          entry("clear", action(Cache::clear)),
          entry("iterate", cache -> iterate(cache, false)),
          entry("iterator-remove", cache -> iterate(cache, true)),
          entry("loadAll-keep", cache -> loadAll(cache, false)),
          entry("loadAll-replace", cache -> loadAll(cache, true)),
          entry("invoke-nothing", invoke(one -> null)),
          entry("invoke-exists", invoke(MutableEntry::exists)),
          entry("invoke-get", invoke(MutableEntry::getValue)),
          entry("invoke-set", invoke(one -> set(one, "new"))),
          entry("invoke-remove", invoke(GoldenOperations::remove)),
          entry(
              "invoke-get-set",
              invoke(
                  one -> {
                    Box read = one.getValue();
                    set(one, "new");
                    return read;
                  })),
          entry(
              "invoke-get-remove",
              invoke(
                  one -> {
                    Box read = one.getValue();
                    one.remove();
                    return read;
                  })),
          entry(
              "invoke-set-remove",
              invoke(
                  one -> {
                    set(one, "new");
                    return remove(one);
                  })),
          entry(
              "invoke-remove-set",
              invoke(
                  one -> {
                    one.remove();
                    return set(one, "new");
                  })),
          entry(
              "invoke-set-set",
              invoke(
                  one -> {
                    set(one, "first");
                    return set(one, "new");
                  })),
          entry(
              "invoke-set-throw",
              invoke(
                  one -> {
                    set(one, "new");
                    throw new UnsupportedOperationException("a processor fails, on purpose");
                  })));

  static Operation named(String name) {
    Operation operation = ALL.get(name);
    if (operation == null) {
      throw new IllegalArgumentException("golden.txt: no operation '" + name + "'");
    }
    return operation;
  }

  static Set<String> names() {
    return ALL.keySet();
  }

  private static Box box(String text) {
    return new Box(text);
  }

  private interface Action {
    void run(Cache<String, Box> cache);
  }

  private static Operation action(Action action) {
    return cache -> {
      action.run(cache);
      return VOID;
    };
  }

  private interface Step {
    Object run(MutableEntry<String, Box> entry);
  }

  private static Operation invoke(Step step) {
    EntryProcessor<String, Box, Object> processor = (entry, arguments) -> step.run(entry);
    return cache -> cache.invoke(KEY, processor);
  }

  private static Object set(MutableEntry<String, Box> entry, String text) {
    entry.setValue(box(text));
    return null;
  }

  private static Object remove(MutableEntry<String, Box> entry) {
    entry.remove();
    return null;
  }

  private static Object iterate(Cache<String, Box> cache, boolean remove) {
    Iterator<Cache.Entry<String, Box>> entries = cache.iterator();
    if (!entries.hasNext()) {
      return "end";
    }
    Box value = entries.next().getValue();
    if (remove) {
      entries.remove();
    }
    return value;
  }

  private static Object loadAll(Cache<String, Box> cache, boolean replace) throws Exception {
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of(KEY), replace, done);
    try {
      done.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    return VOID;
  }
}
