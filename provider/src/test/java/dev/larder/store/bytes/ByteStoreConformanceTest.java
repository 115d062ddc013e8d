package dev.larder.store.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Changes;
import dev.larder.store.Claim;
import dev.larder.store.Operation;
import dev.larder.store.Store;
import dev.larder.store.StoreConformance;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreFactory;
import dev.larder.store.Stores;
import dev.larder.store.TestContext;
import dev.larder.time.Ticker;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The conformance kit, and claims that conflict with another process on the same server. */
class ByteStoreConformanceTest extends StoreConformance {
  private final TestContext<String, String> context =
      new TestContext<String, String>().durations(100, 100, StoreContext.UNCHANGED);
  private final ByteServer server = new ByteServer();
  private final Store<String, String> store = new ByteStore<>(context, server);
  private final Store<String, String> elsewhere = new ByteStore<>(context, server);

  @Override
  protected StoreFactory factory() {
    return new ByteStoreFactory();
  }

  @Test
  void commit_writtenElsewhere_failsAndRereads() {
    store.apply("key", Operation.PUT, "old", null);
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      elsewhere.apply("key", Operation.PUT, "theirs", null);
      assertThat(claim.commit(Action.WRITE, "mine", Ticker.NEVER), nullValue());
      assertThat(claim.current(), equalTo("theirs"));
      assertThat(
          claim.commit(Action.WRITE, "mine", Ticker.NEVER),
          equalTo(Changes.of(Action.WRITE, "theirs", null, "mine", true)));
    }
    assertThat(Stores.peek(elsewhere, "key"), equalTo("mine"));
  }

  @Test
  void commit_equalValueWrittenElsewhere_fails() {
    store.apply("key", Operation.PUT, "same", null);
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      elsewhere.apply("key", Operation.REMOVE, null, null);
      elsewhere.apply("key", Operation.PUT, "same", null);
      assertThat(claim.commit(Action.REMOVE, null, StoreContext.UNCHANGED), nullValue());
      assertThat(claim.current(), equalTo("same"));
    }
  }

  @Test
  void commit_entryAppearedOrRemoved_fails() {
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      elsewhere.apply("key", Operation.PUT, "theirs", null);
      assertThat(claim.commit(Action.LOAD, "loaded", Ticker.NEVER), nullValue());
      assertThat(claim.current(), equalTo("theirs"));
      elsewhere.apply("key", Operation.REMOVE, null, null);
      assertThat(claim.commit(Action.REMOVE, null, StoreContext.UNCHANGED), nullValue());
      assertThat(claim.current(), nullValue());
    }
  }

  @Test
  void commit_expiryFoundElsewhere_isReportedOnce() {
    store.apply("key", Operation.PUT, "old", null);
    context.advance(100);
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      assertThat(elsewhere.apply("key", Operation.REMOVE, null, null).expired(), equalTo("old"));
      assertThat(claim.commit(Action.NONE, null, StoreContext.UNCHANGED), nullValue());
      assertThat(
          claim.commit(Action.NONE, null, StoreContext.UNCHANGED),
          equalTo(Change.of(Action.NONE, false, false)));
    }
  }

  @Test
  void commit_accessedElsewhere_succeeds() {
    store.apply("key", Operation.PUT, "old", null);
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      elsewhere.touch("key", Stores.version(elsewhere, "key"), 500);
      assertThat(claim.commit(Action.WRITE, "new", StoreContext.UNCHANGED).stored(), is(true));
    }
    context.advance(499);
    assertThat("the moved deadline", Stores.peek(store, "key"), equalTo("new"));
  }

  @Test
  void read_value_isACopy() {
    String value = new String("value");
    store.apply("key", Operation.PUT, value, null);
    assertThat(store.read("key"), equalTo(value));
    assertThat(store.read("key"), not(sameInstance(value)));
  }

  @Test
  void stage_notSerializable_throws() {
    Store<String, Object> objects = open(new TestContext<>());
    objects.apply("key", Operation.PUT, "old", null);
    try (Claim<Object> claim = objects.claim("key", TestContext.hold(), true)) {
      assertThrows(UncheckedIOException.class, () -> claim.stage(new Object()));
      claim.commit(Action.NONE, null, StoreContext.UNCHANGED);
    }
    assertThrows(
        UncheckedIOException.class, () -> objects.apply("key", Operation.PUT, new Object(), null));
    assertThat(Stores.peek(objects, "key"), equalTo("old"));
  }

  @Test
  void changes_ofAnotherStore_areReportedWithTheirValues() {
    ByteServer shared = new ByteServer();
    TestContext<String, String> mine = new TestContext<>();
    TestContext<String, String> theirs = new TestContext<>();
    try (Store<String, String> own = new ByteStore<>(mine, shared);
        Store<String, String> other = new ByteStore<>(theirs, shared)) {
      other.apply("key", Operation.PUT, "old", null);
      other.apply("key", Operation.PUT, "new", null);
      try (Claim<String> claim = other.claim("key", TestContext.hold(), true)) {
        claim.commit(Action.REMOVE, null, StoreContext.UNCHANGED);
      }
      assertThat(own.contains("key"), is(false));
    }
    assertThat(
        mine.changesElsewhere().stream().map(Map.Entry::getValue).toList(),
        contains(
            Changes.of(Action.WRITE, null, null, "old", true),
            Changes.of(Action.WRITE, "old", null, "new", true),
            Changes.of(Action.REMOVE, "new", null, null, false)));
    assertThat("a store's own changes", theirs.changesElsewhere(), empty());
  }

  @Test
  void close_entries_stayUntilDestroy() {
    store.apply("key", Operation.PUT, "value", null);
    store.close();
    assertThat(Stores.peek(elsewhere, "key"), equalTo("value"));
    elsewhere.destroy();
    elsewhere.close();
    assertThat(server.size(), is(0L));
  }
}
