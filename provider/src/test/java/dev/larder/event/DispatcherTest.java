package dev.larder.event;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.event.CacheChangeEvent.Kind;
import dev.larder.event.Dispatcher.PendingEvents;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dispatcher, with an executor whose tasks the test runs one by one. */
class DispatcherTest {
  private static final int CAPACITY = 2;

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final EventLog log = new EventLog();
  private final Dispatcher<String, String> dispatcher = dispatcher(tasks::add);

  private static Dispatcher<String, String> dispatcher(Executor executor) {
    return new Dispatcher<>(
        new ListenerRegistry<>(UnaryOperator.identity(), UnaryOperator.identity()),
        executor,
        executor,
        CAPACITY);
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
    dispatcher.listeners().add(dispatcher.listeners().prepare(source(), configuration));
  }

  private PendingEvents<String, String> created(String key) {
    return created(dispatcher, key);
  }

  private static PendingEvents<String, String> created(
      Dispatcher<String, String> dispatcher, String key) {
    return dispatcher.publish(List.of(new CacheChangeEvent<>(Kind.CREATED, key, null, "v")));
  }

  /** Delivers as an operation does that has not failed, and throws what a listener threw. */
  private static void deliver(
      Dispatcher<String, String> dispatcher,
      PendingEvents<String, String> pending,
      boolean mayWait) {
    Throwable failure = dispatcher.deliver(pending, List.of(), mayWait, null);
    if (failure != null) {
      throw assertInstanceOf(CacheEntryListenerException.class, failure);
    }
  }

  private void runNext() {
    tasks.remove().run();
  }

  @Test
  void publish_noListeners_queuesNothing() {
    assertThat(dispatcher.isActive(), is(false));
    assertThat(created("k") == null, is(true));
    assertThat(dispatcher.isIdle(), is(true));
  }

  @Test
  void deliver_lastEvent_removesQueue() {
    register(dispatcher, log.configuration(true));
    register(dispatcher, new EventLog().configuration(false));
    assertThat(dispatcher.isActive(), is(true));
    assertThat(dispatcher.isIdle(), is(true));
    PendingEvents<String, String> pending = created("k");
    assertThat(dispatcher.isIdle(), is(false));
    deliver(dispatcher, pending, true);
    assertThat(log.lines(), contains("CREATED k v"));
    assertThat("the asynchronous event is queued", dispatcher.isIdle(), is(false));
    runNext();
    assertThat(dispatcher.isIdle(), is(true));
  }

  @Test
  void close_undeliveredEvents_discardsThem() {
    register(dispatcher, log.configuration(true));
    register(dispatcher, log.configuration(false));
    PendingEvents<String, String> late = created("k");
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
  void deregister_queuedEvent_isNotDelivered() {
    var configuration = log.configuration(false);
    register(dispatcher, configuration);
    deliver(dispatcher, created("k"), true);
    assertThat(dispatcher.listeners().deregister(configuration), contains(log));
    runNext();
    assertThat(log.lines(), is(empty()));
    assertThat(dispatcher.listeners().deregister(configuration), is(empty()));
  }

  @Test
  void deliverLater_synchronousListener_countsUntilDelivered() {
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

  @Test
  void deliverLater_deliveredEvent_isNotCounted() {
    register(dispatcher, log.configuration(true));
    PendingEvents<String, String> first = created("k");
    deliver(dispatcher, created("k"), true);
    assertThat("with the event before", log.lines(), contains("CREATED k v", "CREATED k v"));
    for (int i = 0; i < CAPACITY; i++) {
      dispatcher.deliverLater(first);
    }
    assertThat(dispatcher.isFull(), is(false));
  }

  /** A thread waits beyond the capacity only, and never if it must not wait. */
  @Test
  void deliver_overCapacity_waitsUntilBelow() {
    register(dispatcher, log.configuration(false));
    deliver(dispatcher, created("a"), true);
    deliver(dispatcher, created("b"), true);
    deliver(dispatcher, null, true);
    deliver(dispatcher, created("c"), false);
    deliver(dispatcher, null, false);
    Together waiting =
        Together.start(
            2,
            thread -> {
              deliver(dispatcher, null, true);
              return "returned";
            });
    waiting.awaitWaiting(0);
    runNext();
    assertThat(Together.values(waiting.end()), is(List.of("returned", "returned")));
    assertThat(dispatcher.isFull(), is(true));
    deliver(dispatcher, null, true);
  }

  @Test
  void close_threadWaitsForCapacity_wakesIt() {
    register(dispatcher, log.configuration(false));
    for (int i = 0; i <= CAPACITY; i++) {
      deliver(dispatcher, created("k" + i), false);
    }
    Together waiting =
        Together.start(
            1,
            thread -> {
              deliver(dispatcher, null, true);
              return "returned";
            });
    waiting.awaitWaiting(0);
    dispatcher.close();
    assertThat(Together.values(waiting.end()), is(List.of("returned")));
  }

  @Test
  void deliver_severalFailures_throwsFirstWithSuppressed() {
    for (String name : List.of("first", "second", "third")) {
      EventLog failing =
          new EventLog(
              event -> {
                throw new IllegalStateException(name);
              });
      register(dispatcher, failing.configuration(true));
    }
    PendingEvents<String, String> pending = created("k");
    var thrown =
        assertThrows(CacheEntryListenerException.class, () -> deliver(dispatcher, pending, true));
    assertThat(thrown.getCause().getMessage(), is("first"));
    String[] others =
        List.of(thrown.getSuppressed()).stream()
            .map(other -> other.getCause().getMessage())
            .toArray(String[]::new);
    assertThat(others, is(arrayContaining("second", "third")));
    assertThat(dispatcher.isIdle(), is(true));
  }

  @Test
  void deliver_rejectingExecutor_runsInCallerUntilClosed() {
    Dispatcher<String, String> rejected =
        dispatcher(
            task -> {
              throw new RejectedExecutionException("on purpose");
            });
    register(rejected, log.configuration(false));
    deliver(rejected, created(rejected, "k"), true);
    assertThat(log.lines(), contains("CREATED k v"));
    PendingEvents<String, String> late = created(rejected, "late");
    rejected.close();
    deliver(rejected, late, true);
    assertThat(log.lines(), contains("CREATED k v"));
  }

  @Test
  void deliver_executorWithoutThread_runsInCallerAndWarnsOnce() {
    Dispatcher<String, String> starved =
        dispatcher(
            task -> {
              throw new OutOfMemoryError("on purpose: unable to create native thread");
            });
    register(starved, log.configuration(false));
    try (Logged logged = new Logged(Dispatcher.class.getName())) {
      for (int i = 0; i <= CAPACITY; i++) {
        deliver(starved, created(starved, "k" + i), true);
      }
      assertThat(logged.warnings(), is(1L));
    }
    assertThat(log.lines(), contains("CREATED k0 v", "CREATED k1 v", "CREATED k2 v"));
    assertThat(starved.isFull(), is(false));
    assertThat(starved.isIdle(), is(true));
  }

  @Test
  void prepare_registeredConfiguration_doesNotCallFactory() {
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
  void add_sameConfigurationTwice_throws() {
    var configuration = log.configuration(true);
    var first = dispatcher.listeners().prepare(source(), configuration);
    var second = dispatcher.listeners().prepare(source(), configuration);
    dispatcher.listeners().add(second);
    assertThrows(IllegalArgumentException.class, () -> dispatcher.listeners().add(first));
    deliver(dispatcher, created("k"), true);
    assertThat(log.lines(), contains("CREATED k v"));
  }

  /** Returns a listener that blocks in its calls until the second latch opens. */
  private static EventLog stopping(CountDownLatch stopped, CountDownLatch goOn) {
    return new EventLog(
        event -> {
          stopped.countDown();
          Together.await(goOn);
        });
  }

  @Test
  void deliver_interruptedWait_leavesEventToDeliverer() {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    EventLog slow = stopping(stopped, goOn);
    register(dispatcher, slow.configuration(true));
    PendingEvents<String, String> first = created("k");
    PendingEvents<String, String> second = created("k");
    Together delivering = deliver(first, Dispatcher.FOREVER);
    Together.await(stopped);
    Together interrupted =
        Together.start(
            1,
            thread -> {
              Thread.currentThread().interrupt();
              dispatcher.withMaxWait(
                  TimeUnit.HOURS.toNanos(1), () -> deliver(dispatcher, second, true));
              return Thread.interrupted();
            });
    assertThat("the interrupt is kept", Together.values(interrupted.end()), contains(true));
    goOn.countDown();
    Together.values(delivering.end());
    assertThat(slow.lines(), contains("CREATED k v", "CREATED k v"));
    assertThat(dispatcher.isIdle(), is(true));
  }

  private Together deliver(PendingEvents<String, String> pending, long maxWait) {
    return Together.start(
        1,
        thread -> {
          dispatcher.withMaxWait(maxWait, () -> deliver(dispatcher, pending, true));
          return thread;
        });
  }

  /** Three threads deliver three events of one key. The second one waits with a time limit. */
  @Test
  void deliver_afterTimedWait_releasesQueueToNext() {
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
    List<PendingEvents<String, String>> events = List.of(created("k"), created("k"), created("k"));
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

  /** A failure is thrown to the thread of the operation, or logged if there is no such thread. */
  @ParameterizedTest
  @ValueSource(longs = {0, Dispatcher.FOREVER})
  void deliver_failingListener_logsOnlyIfNotThrown(long maxWait) {
    EventLog failing =
        new EventLog(
            event -> {
              throw new IllegalStateException("on purpose");
            });
    register(dispatcher, failing.configuration(true));
    try (Logged logged = new Logged(KeyedEventQueues.class.getName())) {
      PendingEvents<String, String> own = created("k");
      assertThrows(
          CacheEntryListenerException.class,
          () -> dispatcher.withMaxWait(maxWait, () -> deliver(dispatcher, own, true)));
      assertThat(logged.warnings(), is(0L));
      dispatcher.deliverLater(created("k"));
      runNext();
      assertThat(logged.warnings(), is(1L));
      dispatcher.deliverLater(created("k"));
      runNext();
      assertThat("once a minute", logged.warnings(), is(1L));
    }
  }

  @Test
  void deliverLater_success_logsNothing() {
    register(dispatcher, log.configuration(true));
    try (Logged logged = new Logged(KeyedEventQueues.class.getName())) {
      dispatcher.deliverLater(created("k"));
      runNext();
      assertThat(log.lines(), contains("CREATED k v"));
      assertThat(logged.records(), is(empty()));
    }
  }
}
