package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Iterator;
import java.util.List;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.Test;

/** Processors that fail, entries after their processor, and iterators. */
class UserCodeTest extends SpecTest {

  @Test
  void mutableEntry_afterItsProcessor_throws() {
    Cache<String, String> cache = cache(strings());
    cache.put("k", "v");
    MutableEntry<String, String> kept = cache.invoke("k", (entry, arguments) -> entry);
    assertThrows(IllegalStateException.class, kept::exists);
    assertThrows(IllegalStateException.class, kept::getValue);
    assertThrows(IllegalStateException.class, kept::remove);
    assertThrows(IllegalStateException.class, () -> kept.setValue("w"));
    assertThat(kept.getKey(), is("k"));
    assertThat(cache.get("k"), is("v"));
  }

  @Test
  void mutableEntry_unwrap_returnsItselfOnly() {
    Cache<String, String> cache = cache(strings());
    boolean itself =
        cache.invoke("k", (entry, arguments) -> entry.unwrap(MutableEntry.class) == entry);
    assertThat(itself, is(true));
    assertThrows(
        RuntimeException.class,
        () -> cache.invoke("k", (entry, arguments) -> entry.unwrap(Cache.class)));
  }

  @Test
  void invoke_processorThrowsError_freesTheKey() {
    Cache<String, String> cache = cache(strings());
    cache.put("k", "v");
    assertThrows(
        StackOverflowError.class,
        () ->
            cache.invoke(
                "k",
                (entry, arguments) -> {
                  entry.setValue("w");
                  throw new StackOverflowError("on purpose");
                }));
    List<Object> found = Together.values(Together.run(1, thread -> cache.get("k")));
    assertThat(found, is(List.of("v")));
    Together.values(Together.run(1, thread -> cache.putIfAbsent("k", "w")));
  }

  @Test
  void invoke_entryProcessorException_isNotWrappedTwice() {
    Cache<String, String> cache = cache(strings());
    EntryProcessorException own = new EntryProcessorException("on purpose");
    var thrown =
        assertThrows(
            EntryProcessorException.class,
            () ->
                cache.invoke(
                    "k",
                    (entry, arguments) -> {
                      throw own;
                    }));
    assertThat(thrown == own || thrown.getCause() == own, is(true));
  }

  @Test
  void iterator_removeTwiceOrFirst_throws() {
    Cache<String, String> cache = cache(strings());
    cache.put("k", "v");
    Iterator<Cache.Entry<String, String>> entries = cache.iterator();
    assertThrows(IllegalStateException.class, entries::remove);
    assertThat(entries.next(), is(instanceOf(Cache.Entry.class)));
    entries.remove();
    assertThrows(IllegalStateException.class, entries::remove);
    assertThat(cache.containsKey("k"), is(false));
  }
}
