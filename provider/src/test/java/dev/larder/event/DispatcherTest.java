package dev.larder.event;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.event.CacheChangeEvent.Kind;
import dev.larder.event.Dispatcher.Pending;
import dev.larder.reliability.Logged;
import dev.larder.spec.EventLog;
import dev.larder.spec.Together;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queues between a change and its listeners, with an executor that runs what it is told to. */
class DispatcherTest {
  private static final int CAPACITY = 2;

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final EventLog log = new EventLog();
  private final Dispatcher<String, String> dispatcher = dispatcher(tasks::add);

  private static Dispatcher<String, String> dispatcher(Executor executor) {
    return new Dispatcher<>(
        UnaryOperator.identity(), UnaryOperator.identity(), executor, executor, CAPACITY);
  }

  @SuppressWarnings("unchecked")
  private static Cache<String, String> source() {
    return (Cache<String, String>)
        Proxy.newProxyInstance(
            DispatcherTest.class.getClassLoader(),
            new Class<?>[] {Cache.class},
            (proxy, method, arguments) -> "source");
  }

  private static void register(
      Dispatcher<String, String> dispatcher,
      CacheEntryListenerConfiguration<String, String> configuration) {
    dispatcher.add(dispatcher.prepare(source(), configuration));
  }

  private Pending<String, String> created(String key) {
    return created(dispatcher, key);
  }

  private static Pending<String, String> created(
      Dispatcher<String, String> dispatcher, String key) {
    return dispatcher.publish(List.of(new CacheChangeEvent<>(Kind.CREATED, key, null, "v")));
  }

  private void runNext() {
    tasks.remove().run();
  }

  @Test
  void withoutListenersNothingIsQueued() {
    assertThat(dispatcher.isActive(), is(false));
    assertThat(created("k") == null, is(true));
    assertThat(dispatcher.isIdle(), is(true));
  }

  @Test
  void aQueueGoesWhenItHasRunEmpty() {
    register(dispatcher, log.configuration(true));
    register(dispatcher, new EventLog().configuration(false));
    assertThat(dispatcher.isActive(), is(true));
    assertThat(dispatcher.isIdle(), is(true));
    Pending<String, String> pending = created("k");
    assertThat(dispatcher.isIdle(), is(false));
    dispatcher.deliver(pending, true);
    assertThat(log.lines(), contains("CREATED k v"));
    assertThat("the asynchronous one waits", dispatcher.isIdle(), is(false));
    runNext();
    assertThat(dispatcher.isIdle(), is(true));
  }

  @Test
  void whatWaitsWhenTheCacheIsClosedIsForgotten() {
    register(dispatcher, log.configuration(true));
    register(dispatcher, log.configuration(false));
    Pending<String, String> late = created("k");
    dispatcher.deliverLater(late);
    dispatcher.close();
    assertThat(dispatcher.isIdle(), is(true));
    while (!tasks.isEmpty()) {
      runNext();
    }
    assertThat(log.lines(), is(empty()));
    assertThat(dispatcher.isActive(), is(false));
  }

  @Test
  void whatWaitsForAListenerThatIsDeregisteredIsNotTold() {
    var configuration = log.configuration(false);
    register(dispatcher, configuration);
    dispatcher.deliver(created("k"), true);
    assertThat(dispatcher.deregister(configuration), contains(log));
    runNext();
    assertThat(log.lines(), is(empty()));
    assertThat(dispatcher.deregister(configuration), is(empty()));
  }

  @Test
  void whatNoOperationCausedCountsUntilSynchronousListenersHaveHeardOfIt() {
    register(dispatcher, log.configuration(true));
    dispatcher.deliverLater(created("a"));
    assertThat(dispatcher.isFull(), is(false));
    dispatcher.deliverLater(created("b"));
    assertThat("at its capacity", dispatcher.isFull(), is(true));
    runNext();
    assertThat(dispatcher.isFull(), is(false));
    runNext();
    assertThat(log.lines(), contains("CREATED a v", "CREATED b v"));
    dispatcher.deliverLater(null);
    assertThat(tasks, is(empty()));
  }

  /** At the capacity nobody waits; beyond it, until one has gone; inside a callback, never. */
  @Test
  void whoeverFindsTooManyWaitsForRoom() {
    register(dispatcher, log.configuration(false));
    dispatcher.deliver(created("a"), true);
    dispatcher.deliver(created("b"), true);
    dispatcher.deliver(null, true);
    dispatcher.deliver(created("c"), false);
    dispatcher.deliver(null, false);
    Together waiting =
        Together.start(
            2,
            thread -> {
              dispatcher.deliver(null, true);
              return "went on";
            });
    waiting.awaitWaiting(0);
    runNext();
    assertThat(Together.values(waiting.end()), is(List.of("went on", "went on")));
    assertThat(dispatcher.isFull(), is(true));
    dispatcher.deliver(null, true);
  }

  @Test
  void whoWaitsForRoomIsLetGoWhenTheCacheIsClosed() {
    register(dispatcher, log.configuration(false));
    for (int i = 0; i <= CAPACITY; i++) {
      dispatcher.deliver(created("k" + i), false);
    }
    Together waiting =
        Together.start(
            1,
            thread -> {
              dispatcher.deliver(null, true);
              return "went on";
            });
    waiting.awaitWaiting(0);
    dispatcher.close();
    assertThat(Together.values(waiting.end()), is(List.of("went on")));
  }

  @Test
  void theFirstOfSeveralFailuresComesOutWithTheOthers() {
    for (String name : List.of("first", "second", "third")) {
      EventLog failing =
          new EventLog(
              event -> {
                throw new IllegalStateException(name);
              });
      register(dispatcher, failing.configuration(true));
    }
    Pending<String, String> pending = created("k");
    var thrown =
        assertThrows(CacheEntryListenerException.class, () -> dispatcher.deliver(pending, true));
    assertThat(thrown.getCause().getMessage(), is("first"));
    String[] others =
        List.of(thrown.getSuppressed()).stream()
            .map(other -> other.getCause().getMessage())
            .toArray(String[]::new);
    assertThat(others, is(arrayContaining("second", "third")));
    assertThat(dispatcher.isIdle(), is(true));
  }

  @Test
  void whatTheExecutorRejectsIsToldHereUntilTheCacheIsClosed() {
    Dispatcher<String, String> rejected =
        dispatcher(
            task -> {
              throw new RejectedExecutionException("on purpose");
            });
    register(rejected, log.configuration(false));
    rejected.deliver(created(rejected, "k"), true);
    assertThat(log.lines(), contains("CREATED k v"));
    Pending<String, String> late = created(rejected, "late");
    rejected.close();
    rejected.deliver(late, true);
    assertThat(log.lines(), contains("CREATED k v"));
  }

  @Test
  void anExecutorThatHasNoThreadHasTheListenersCalledHere() {
    Dispatcher<String, String> starved =
        dispatcher(
            task -> {
              throw new OutOfMemoryError("on purpose: unable to create native thread");
            });
    register(starved, log.configuration(false));
    try (Logged logged = new Logged(Dispatcher.class.getName())) {
      for (int i = 0; i <= CAPACITY; i++) {
        starved.deliver(created(starved, "k" + i), true);
      }
      assertThat(logged.warnings(), is(1L));
    }
    assertThat(log.lines(), contains("CREATED k0 v", "CREATED k1 v", "CREATED k2 v"));
    assertThat(starved.isFull(), is(false));
    assertThat(starved.isIdle(), is(true));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAnOverflowKeptFromBeingHandedOverIsDeliveredWithTheNextEvent(boolean synchronous) {
    AtomicBoolean overflowing = new AtomicBoolean(true);
    Dispatcher<String, String> deep =
        dispatcher(
            task -> {
              if (overflowing.getAndSet(false)) {
                throw new StackOverflowError("on purpose");
              }
              tasks.add(task);
            });
    register(deep, log.configuration(synchronous));
    var lost = deep.publish(List.of(new CacheChangeEvent<>(Kind.EXPIRED, "lost", "v", null)));
    assertThrows(StackOverflowError.class, () -> deep.deliverLater(lost));
    deep.deliverLater(
        deep.publish(List.of(new CacheChangeEvent<>(Kind.EXPIRED, "next", "v", null))));
    while (!tasks.isEmpty()) {
      runNext();
    }
    assertThat(log.lines(), containsInAnyOrder("EXPIRED lost v", "EXPIRED next v"));
    assertThat(deep.isIdle(), is(true));
    for (int i = 0; i < CAPACITY; i++) {
      assertThat("none of them is counted any more", deep.isFull(), is(false));
      deep.deliverLater(
          deep.publish(List.of(new CacheChangeEvent<>(Kind.EXPIRED, "k" + i, "v", null))));
    }
    assertThat(deep.isFull(), is(true));
  }

  @Test
  void aListenerThatIsRegisteredAlreadyIsNotMadeAgain() {
    AtomicInteger made = new AtomicInteger();
    var configuration =
        new MutableCacheEntryListenerConfiguration<String, String>(
            () -> {
              made.incrementAndGet();
              return log;
            },
            null,
            true,
            true);
    register(dispatcher, configuration);
    assertThrows(IllegalArgumentException.class, () -> register(dispatcher, configuration));
    assertThat(made.get(), is(1));
  }

  @Test
  void ofTwoThatAreMadeAtOnceForOneConfigurationOneIsAdded() {
    var configuration = log.configuration(true);
    var first = dispatcher.prepare(source(), configuration);
    var second = dispatcher.prepare(source(), configuration);
    dispatcher.add(second);
    assertThrows(IllegalArgumentException.class, () -> dispatcher.add(first));
    dispatcher.deliver(created("k"), true);
    assertThat(log.lines(), contains("CREATED k v"));
  }

  /** Makes a listener that waits in its first call, and what lets it go on. */
  private static EventLog stopping(CountDownLatch stopped, CountDownLatch goOn) {
    return new EventLog(
        event -> {
          stopped.countDown();
          Together.await(goOn);
        });
  }

  @Test
  void whoIsInterruptedLeavesItsEventToWhoeverIsDelivering() {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    EventLog slow = stopping(stopped, goOn);
    register(dispatcher, slow.configuration(true));
    Pending<String, String> first = created("k");
    Pending<String, String> second = created("k");
    Together delivering = deliver(first, Dispatcher.FOREVER);
    Together.await(stopped);
    Together interrupted =
        Together.start(
            1,
            thread -> {
              Thread.currentThread().interrupt();
              dispatcher.withPatience(
                  TimeUnit.HOURS.toNanos(1), () -> dispatcher.deliver(second, true));
              return Thread.interrupted();
            });
    assertThat("is still interrupted", Together.values(interrupted.end()), contains(true));
    goOn.countDown();
    Together.values(delivering.end());
    assertThat(slow.lines(), contains("CREATED k v", "CREATED k v"));
    assertThat(dispatcher.isIdle(), is(true));
  }

  private Together deliver(Pending<String, String> pending, long patience) {
    return Together.start(
        1,
        thread -> {
          dispatcher.withPatience(patience, () -> dispatcher.deliver(pending, true));
          return thread;
        });
  }

  /** Three events of a key, by three threads, of which the second has an hour's patience. */
  @Test
  void whoHasWaitedForItsTurnLetsTheNextOneIn() {
    CountDownLatch[] stopped = {
      new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1)
    };
    CountDownLatch[] goOn = {new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1)};
    AtomicInteger next = new AtomicInteger();
    EventLog slow =
        new EventLog(
            event -> {
              int number = next.getAndIncrement();
              stopped[number].countDown();
              Together.await(goOn[number]);
            });
    register(dispatcher, slow.configuration(true));
    List<Pending<String, String>> events = List.of(created("k"), created("k"), created("k"));
    Together first = deliver(events.get(0), Dispatcher.FOREVER);
    Together.await(stopped[0]);
    Together second = deliver(events.get(1), TimeUnit.HOURS.toNanos(1));
    second.awaitWaiting(0);
    goOn[0].countDown();
    Together.await(stopped[1]);
    Together third = deliver(events.get(2), Dispatcher.FOREVER);
    third.awaitWaiting(0);
    goOn[1].countDown();
    Together.await(stopped[2]);
    goOn[2].countDown();
    for (Together one : List.of(first, second, third)) {
      Together.values(one.end());
    }
    assertThat(slow.lines().size(), is(3));
    assertThat(dispatcher.isIdle(), is(true));
  }

  /**
   * Whoever delivers its own event is told what listeners throw; if nobody can be, it is logged.
   */
  @ParameterizedTest
  @ValueSource(longs = {0, Dispatcher.FOREVER})
  void onlyWhatIsThrownForOthersIsLogged(long patience) {
    EventLog failing =
        new EventLog(
            event -> {
              throw new IllegalStateException("on purpose");
            });
    register(dispatcher, failing.configuration(true));
    try (Logged logged = new Logged(KeyedEventQueues.class.getName())) {
      Pending<String, String> own = created("k");
      assertThrows(
          CacheEntryListenerException.class,
          () -> dispatcher.withPatience(patience, () -> dispatcher.deliver(own, true)));
      assertThat(logged.warnings(), is(0L));
      dispatcher.deliverLater(created("k"));
      runNext();
      assertThat(logged.warnings(), is(1L));
    }
  }

  @Test
  void whatSucceedsForOthersIsNotLogged() {
    register(dispatcher, log.configuration(true));
    try (Logged logged = new Logged(KeyedEventQueues.class.getName())) {
      dispatcher.deliverLater(created("k"));
      runNext();
      assertThat(log.lines(), contains("CREATED k v"));
      assertThat(logged.records(), is(empty()));
    }
  }
}
