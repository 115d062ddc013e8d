package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.config.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * An entry that expires while user code has it to itself: once that is done, store of record,
 * cache, writer and listener tell one and the same story.
 */
class ExpiryDuringUserCodeTest extends SpecTest {
  private static final Duration LIFE = Duration.ofSeconds(10);
  private static final Duration LONGER = Duration.ofSeconds(11);
  private static final String KEY = "k";

  private static final String UPDATED = "UPDATED k old->new";

  /** The policies by which an update prolongs life. */
  private static final Set<String> PROLONGING = Set.of("update", "touch");

  private final Records records = new Records();
  private Runnable whileWriting = () -> {};

  /** A store of record, in which time passes while it is written to. */
  private final class Records implements CacheLoader<String, String>, CacheWriter<String, String> {
    final Map<String, String> entries = new ConcurrentHashMap<>();
    final List<String> calls = new ArrayList<>();

    @Override
    public String load(String key) {
      return entries.get(key);
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      whileWriting.run();
      calls.add("write " + entry.getValue());
      entries.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> all) {
      all.forEach(this::write);
      all.clear();
    }

    @Override
    public void delete(Object key) {
      whileWriting.run();
      calls.add("delete");
      entries.remove((String) key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.forEach(this::delete);
      keys.clear();
    }
  }

  private static Map<String, Consumer<LarderConfigurationBuilder<String, String>>> policies() {
    return Map.of(
        "creation", builder -> builder.expireAfterCreation(LIFE),
        "update", builder -> builder.expireAfterWrite(LIFE),
        "access", builder -> builder.expiry(AccessedExpiryPolicy.factoryOf(Durations.ofJava(LIFE))),
        "touch", builder -> builder.expireAfterAccess(LIFE),
        "as said", builder -> builder.entryExpiry((key, value) -> LIFE));
  }

  private void pass() {
    provider.ticker().advance(LONGER);
  }

  /** A processor that does something, lets the entry expire, and does something else. */
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

  /** An operation during whose call of the writer the entry expires. */
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
    return policies().keySet().stream()
        .flatMap(
            policy ->
                operations.entrySet().stream()
                    .map(
                        operation ->
                            DynamicTest.dynamicTest(
                                policy + ", " + operation.getKey(),
                                () -> check(policy, operation.getValue(), calls, events))));
  }

  private void check(
      String policy,
      Consumer<Cache<String, String>> operation,
      List<String> calls,
      List<String> events) {
    EventLog log = new EventLog();
    var builder = LarderConfiguration.builder(String.class, String.class);
    builder.loader(records).writer(records).listener(log.configuration(true));
    policies().get(policy).accept(builder);
    try (Cache<String, String> cache = cache(builder.build())) {
      cache.put(KEY, "old");
      records.calls.clear();
      operation.accept(cache);
      whileWriting = () -> {};
      assertThat(records.calls, is(calls));
      assertThat(changes(log), is(events));
      Map<String, String> cached = new HashMap<>();
      cache.forEach(entry -> cached.put(entry.getKey(), entry.getValue()));
      boolean isProlonged = events.contains(UPDATED) && PROLONGING.contains(policy);
      assertThat(cached, is(oneOf(records.entries, isProlonged ? records.entries : Map.of())));
      assertThat("whether loaded or not", cache.get(KEY), is(records.entries.get(KEY)));
    }
  }

  /** An end by expiry, which may be heard later or not at all, is not among them. */
  private static List<String> changes(EventLog log) {
    return log.lines().stream()
        .filter(line -> line.startsWith("UPDATED") || line.startsWith("REMOVED"))
        .toList();
  }
}
