package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.larder.EvictionPolicy;
import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.spec.AnyEventListener;
import dev.larder.spec.SpecTest;
import dev.larder.store.heap.InspectedStores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation works with keys and values of a megabyte. */
class HugeEntriesTest extends SpecTest {
  private final InspectedStores stores = new InspectedStores();
  private final List<String> received = new ArrayList<>();

  private LarderConfigurationBuilder<Object, Object> builder(Huge kind, boolean byValue) {
    var builder = LarderConfiguration.builder(kind.type(), kind.type()).store(stores);
    return byValue ? builder : builder.storeByReference();
  }

  @ParameterizedTest
  @CsvSource({
    "STRING, true", "STRING, false", "BYTES, true", "BYTES, false",
    "BEAN, true", "BEAN, false", "SERIALIZED, true", "SERIALIZED, false"
  })
  void operations_megabyteEntries_workAndFireEvents(Huge kind, boolean byValue) {
    int readBefore = Huge.Hooked.READ.get();
    Cache<Object, Object> cache = provider.cache("cache", builder(kind, byValue).build());
    cache.registerCacheEntryListener(listening(new Listener(), true));
    Object mine = kind.make(1);
    cache.put(kind.make(0), mine);
    requireOwn(cache.get(kind.make(0)), mine, byValue && kind != Huge.STRING);
    assertThat(numbers(cache.getAll(Set.of(kind.make(0), kind.make(9)))), is(Map.of(0, 1)));
    assertThat(cache.putIfAbsent(kind.make(0), kind.make(9)), is(false));
    assertThat(cache.replace(kind.make(0), kind.make(1), kind.make(2)), is(true));
    assertThat(cache.replace(kind.make(0), kind.make(1), kind.make(9)), is(false));
    assertThat(Huge.number(cache.getAndReplace(kind.make(0), kind.make(3))), is(2));
    int found =
        cache.invoke(
            kind.make(0),
            (entry, arguments) -> {
              Object value = entry.getValue();
              entry.setValue(arguments[0]);
              return 10 * Huge.number(entry.getKey()) + Huge.number(value);
            },
            kind.make(4));
    assertThat(found, is(3));
    cache.putAll(Map.of(kind.make(0), kind.make(5), kind.make(1), kind.make(6)));
    assertThat(numbers(entries(cache)), is(Map.of(0, 5, 1, 6)));
    assertThat(cache.remove(kind.make(0), kind.make(9)), is(false));
    assertThat(cache.remove(kind.make(0), kind.make(5)), is(true));
    assertThat(Huge.number(cache.getAndRemove(kind.make(1))), is(6));
    assertThat(cache.containsKey(kind.make(0)), is(false));
    // The order of putAll is undefined.
    assertThat(received.remove("CREATED 1: null->6"), is(true));
    assertThat(
        received,
        is(
            List.of(
                "CREATED 0: null->1",
                "UPDATED 0: 1->2",
                "UPDATED 0: 2->3",
                "UPDATED 0: 3->4",
                "UPDATED 0: 4->5",
                "REMOVED 0: 5->null",
                "REMOVED 1: 6->null")));
    boolean isSerialized = Huge.Hooked.READ.get() > readBefore;
    assertThat(isSerialized, is(kind == Huge.SERIALIZED && byValue));
    stores.check();
  }

  /** By value, mutable objects are returned as copies. */
  private static void requireOwn(Object given, Object mine, boolean isCopied) {
    assertThat(given.equals(mine), is(true));
    assertThat(given == mine, is(!isCopied));
  }

  /** The numbers of keys and values, which are short in failure messages. */
  private static Map<Integer, Integer> numbers(Map<Object, Object> entries) {
    Map<Integer, Integer> numbers = new HashMap<>();
    entries.forEach((key, value) -> numbers.put(Huge.number(key), Huge.number(value)));
    return numbers;
  }

  /** Records events by the numbers of their keys and values. */
  private final class Listener extends AnyEventListener<Object, Object> {
    @Override
    protected void onEvent(CacheEntryEvent<?, ?> event) {
      String what = event.getEventType() + " " + Huge.number(event.getKey());
      boolean removed = event.getEventType() == EventType.REMOVED;
      Object value = removed ? null : event.getValue();
      received.add(what + ": " + number(event.getOldValue()) + "->" + number(value));
    }

    private static Integer number(Object huge) {
      return huge == null ? null : Huge.number(huge);
    }
  }

  @ParameterizedTest
  @EnumSource(EvictionPolicy.class)
  void bound_megabyteEntries_holds(EvictionPolicy policy) {
    long bound = 9L * Huge.SIZE;
    Cache<Object, Object> cache =
        provider.cache(
            "cache",
            builder(Huge.BYTES, true)
                .evictionPolicy(policy)
                .maximumWeight(bound, (key, value) -> 2 * Huge.SIZE)
                .build());
    LarderCacheMXBean control = bean(cache);
    for (int i = 0; i < 100; i++) {
      cache.put(Huge.BYTES.make(i), Huge.BYTES.make(i % 7));
      assertThat(control.getSize(), is(Math.min(i + 1, 4) * 2L * Huge.SIZE));
      assertThat(control.getSize(), is(lessThanOrEqualTo(bound)));
    }
    assertThat(numbers(entries(cache)).size(), is(4));
    control.setMaximum(5L * Huge.SIZE);
    assertThat(numbers(entries(cache)).size(), is(2));
    control.setMaximum(Huge.SIZE);
    cache.put(Huge.BYTES.make(1), Huge.BYTES.make(1));
    assertThat("heavier than the bound", numbers(entries(cache)), is(Map.of()));
    stores.check();
  }
}
