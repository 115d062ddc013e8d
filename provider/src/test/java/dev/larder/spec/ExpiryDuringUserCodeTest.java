package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import dev.larder.LarderConfigurationBuilder;
import dev.larder.config.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * An entry that expires while user code holds its key: afterwards the store of record, the cache,
 * the writer and the listener agree.
 */
class ExpiryDuringUserCodeTest extends SpecTest {
  private static final Duration LIFE = Duration.ofSeconds(10);
  private static final Duration LONGER = Duration.ofSeconds(11);
  private static final String KEY = "k";

  private static final String UPDATED = "UPDATED k old->new";

  /** The policies that extend the deadline on an update. */
  private static final Set<String> EXTENDING = Set.of("update", "touch");

  private final Records records = new Records();
  private Runnable whileWriting = () -> {};

  /** A store of record whose writes run an action first. */
  private final class Records extends UserStore<String, String> {
    final Map<String, String> entries = new ConcurrentHashMap<>();
    final List<String> calls = new ArrayList<>();

    @Override
    public String load(String key) {
      return entries.get(key);
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      whileWriting.run();
      calls.add("write " + entry.getValue());
      entries.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void delete(Object key) {
      whileWriting.run();
      calls.add("delete");
      entries.remove((String) key);
    }
  }

  private static Map<String, Consumer<LarderConfigurationBuilder<String, String>>> policies() {
    return Map.of(
        "creation", builder -> builder.expireAfterCreation(LIFE),
        "update", builder -> builder.expireAfterWrite(LIFE),
        "access", builder -> builder.expiry(AccessedExpiryPolicy.factoryOf(Durations.ofJava(LIFE))),
        "touch", builder -> builder.expireAfterAccess(LIFE),
        "by entry", builder -> builder.entryExpiry((key, value) -> LIFE));
  }

  private void pass() {
    advance(LONGER);
  }

  /** A processor during which the entry expires. */
  private Consumer<Cache<String, String>> processor(
      Consumer<MutableEntry<String, String>> before, Consumer<MutableEntry<String, String>> after) {
    return cache ->
        cache.invoke(
            KEY,
            (entry, arguments) -> {
              before.accept(entry);
              pass();
              after.accept(entry);
              return null;
            });
  }

  /** An operation during whose write the entry expires. */
  private Consumer<Cache<String, String>> writing(Consumer<Cache<String, String>> operation) {
    return cache -> {
      whileWriting = this::pass;
      operation.accept(cache);
    };
  }

  @TestFactory
  Stream<DynamicTest> write_entryExpiresMeanwhile_updatesBothSides() {
    Map<String, Consumer<Cache<String, String>>> operations = new LinkedHashMap<>();
    operations.put("set", processor(entry -> {}, entry -> entry.setValue("new")));
    operations.put("read, set", processor(Cache.Entry::getValue, entry -> entry.setValue("new")));
    operations.put("set before", processor(entry -> entry.setValue("new"), entry -> {}));
    operations.put("remove, set", processor(MutableEntry::remove, entry -> entry.setValue("new")));
    operations.put("put", writing(cache -> cache.put(KEY, "new")));
    operations.put("getAndPut", writing(cache -> cache.getAndPut(KEY, "new")));
    operations.put("putAll", writing(cache -> cache.putAll(Map.of(KEY, "new"))));
    operations.put("replace", writing(cache -> cache.replace(KEY, "new")));
    operations.put("replace if same", writing(cache -> cache.replace(KEY, "old", "new")));
    operations.put("getAndReplace", writing(cache -> cache.getAndReplace(KEY, "new")));
    return tests(operations, List.of("write new"), List.of(UPDATED));
  }

  @TestFactory
  Stream<DynamicTest> delete_entryExpiresMeanwhile_removesFromBothSides() {
    Map<String, Consumer<Cache<String, String>>> operations = new LinkedHashMap<>();
    operations.put("remove in a processor", processor(entry -> {}, MutableEntry::remove));
    operations.put("remove before", processor(MutableEntry::remove, entry -> {}));
    operations.put("set, remove", processor(e -> e.setValue("new"), MutableEntry::remove));
    operations.put("remove", writing(cache -> cache.remove(KEY)));
    operations.put("remove if same", writing(cache -> cache.remove(KEY, "old")));
    operations.put("getAndRemove", writing(cache -> cache.getAndRemove(KEY)));
    operations.put("removeAll", writing(Cache::removeAll));
    operations.put("removeAll of some", writing(cache -> cache.removeAll(Set.of(KEY))));
    return tests(operations, List.of("delete"), List.of("REMOVED k old"));
  }

  @TestFactory
  Stream<DynamicTest> read_entryExpiresMeanwhile_writesNothing() {
    Map<String, Consumer<Cache<String, String>>> operations = new LinkedHashMap<>();
    operations.put("read", processor(entry -> {}, Cache.Entry::getValue));
    operations.put("read before", processor(Cache.Entry::getValue, entry -> {}));
    operations.put("look", processor(entry -> {}, MutableEntry::exists));
    return tests(operations, List.of(), List.of());
  }

  private Stream<DynamicTest> tests(
      Map<String, Consumer<Cache<String, String>>> operations,
      List<String> calls,
      List<String> events) {
    Map<String, String> names = new HashMap<>();
    policies().keySet().forEach(name -> names.put(name, name));
    return tests(names, operations, (policy, operation) -> check(policy, operation, calls, events));
  }

  private void check(
      String policy,
      Consumer<Cache<String, String>> operation,
      List<String> calls,
      List<String> events) {
    EventLog log = new EventLog();
    var builder = builder();
    builder.loader(records).writer(records).listener(log.configuration(true));
    policies().get(policy).accept(builder);
    try (Cache<String, String> cache = cache(builder)) {
      cache.put(KEY, "old");
      records.calls.clear();
      operation.accept(cache);
      whileWriting = () -> {};
      assertThat(records.calls, is(calls));
      assertThat(changes(log), is(events));
      boolean isExtended = events.contains(UPDATED) && EXTENDING.contains(policy);
      assertThat(
          entries(cache), is(oneOf(records.entries, isExtended ? records.entries : Map.of())));
      assertThat("present or loaded", cache.get(KEY), is(records.entries.get(KEY)));
    }
  }

  /** The events without EXPIRED, which may come later or not at all. */
  private static List<String> changes(EventLog log) {
    return log.lines().stream()
        .filter(line -> line.startsWith("UPDATED") || line.startsWith("REMOVED"))
        .toList();
  }
}
