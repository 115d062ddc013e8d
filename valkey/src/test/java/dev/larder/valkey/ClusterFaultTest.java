package dev.larder.valkey;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.larder.CacheOutcomeUnknownException;
import dev.larder.CacheUnavailableException;
import dev.larder.store.Running;
import io.lettuce.core.cluster.SlotHash;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster that loses a master, and one whose slots move. */
@Timeout(180)
class ClusterFaultTest {
  private static final int KEYS = 24;
  private static final int THREADS = 4;
  private static final long TIMEOUT_MILLIS = 1_000;

  private final Managers managers = new Managers();

  @AfterEach
  void close() {
    managers.close();
  }

  /** Increments counters, each by one thread, until it is stopped. */
  private static final class Load {
    final AtomicIntegerArray done = new AtomicIntegerArray(KEYS);
    final AtomicIntegerArray unknown = new AtomicIntegerArray(KEYS);
    final AtomicLong slowestMillis = new AtomicLong();
    private final AtomicBoolean isStopped = new AtomicBoolean();
    private final Cache<String, Integer> cache;
    private final List<Running<Void>> threads = new ArrayList<>();

    Load(Cache<String, Integer> cache) {
      this.cache = cache;
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        threads.add(Running.start(() -> run(thread)));
      }
    }

    private Void run(int thread) {
      while (!isStopped.get()) {
        for (int key = thread; key < KEYS; key += THREADS) {
          long start = System.nanoTime();
          try {
            cache.invoke(
                "key " + key,
                (entry, arguments) -> {
                  entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                  return null;
                });
            done.incrementAndGet(key);
          } catch (CacheOutcomeUnknownException e) {
            unknown.incrementAndGet(key);
          } catch (CacheUnavailableException e) {
            pause(); // not executed
          }
          long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
          slowestMillis.accumulateAndGet(millis, Math::max);
        }
      }
      return null;
    }

    private static void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Waits until each counter has been incremented some times more. */
    void awaitProgress(int more) throws InterruptedException {
      int[] before = new int[KEYS];
      for (int key = 0; key < KEYS; key++) {
        before[key] = done.get(key);
      }
      for (int key = 0; key < KEYS; key++) {
        while (done.get(key) < before[key] + more) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
      }
    }

    void stop() {
      isStopped.set(true);
      threads.forEach(Running::get);
    }
  }

  private Cache<String, Integer> cache(ClusterProcess cluster) {
    return managers.cache(
        cluster.address() + "?timeout=" + TIMEOUT_MILLIS + "ms",
        String.class,
        Integer.class,
        settings -> {});
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void master_killedOrStopped_itsReplicaTakesOver(boolean isStopped) throws InterruptedException {
    try (ClusterProcess cluster = ClusterProcess.start(true)) {
      Cache<String, Integer> cache = cache(cluster);
      Load load = new Load(cache);
      load.awaitProgress(20);
      if (isStopped) {
        cluster.servers().get(0).suspend();
      } else {
        cluster.servers().get(0).kill();
      }
      load.awaitProgress(20);
      load.stop();
      int lost = 0;
      int acknowledged = 0;
      for (int key = 0; key < KEYS; key++) {
        Integer count = cache.get("key " + key);
        int done = load.done.get(key);
        acknowledged += done;
        lost += Math.max(0, done - count);
        assertThat("none ran twice", count, lessThanOrEqualTo(done + load.unknown.get(key)));
      }
      System.out.println(
          "failover, master "
              + (isStopped ? "stopped" : "killed")
              + ": "
              + acknowledged
              + " acknowledged, "
              + lost
              + " of them lost, slowest operation "
              + load.slowestMillis
              + " ms");
      assertThat("some timeouts at most", load.slowestMillis.get(), lessThan(10 * TIMEOUT_MILLIS));
    }
  }

  @Test
  void slots_moveUnderLoad_noUpdateIsLost() throws InterruptedException {
    try (ClusterProcess cluster = ClusterProcess.start(false)) {
      Cache<String, Integer> cache = cache(cluster);
      Load load = new Load(cache);
      load.awaitProgress(10);
      int moved = 0;
      for (int key = 0; key < KEYS; key++) {
        moved += move(cluster, "test:cache:key " + key) ? 1 : 0;
      }
      load.awaitProgress(10);
      load.stop();
      assertThat(moved, greaterThanOrEqualTo(KEYS / 2));
      for (int key = 0; key < KEYS; key++) {
        int count = cache.get("key " + key);
        assertThat("none is lost", count, greaterThanOrEqualTo(load.done.get(key)));
        assertThat(
            "none ran twice", count, lessThanOrEqualTo(load.done.get(key) + load.unknown.get(key)));
      }
      assertThat("a slot that moves is no failure", sum(load.unknown), is(0));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void slot_halfMoved_operationsGoOn(boolean isMoved) {
    try (ClusterProcess cluster = ClusterProcess.start(false)) {
      Cache<String, Integer> cache = cache(cluster);
      cache.put("k", 1);
      int slot = SlotHash.getSlot("test:cache:k");
      ServerProcess target = cluster.servers().get((slot + 1) % 3);
      try (AdminClient source = new AdminClient(cluster.servers().get(slot % 3).address());
          AdminClient destination = new AdminClient(target.address())) {
        destination.run("CLUSTER", "SETSLOT", slot, "IMPORTING", source.text("CLUSTER", "MYID"));
        source.run("CLUSTER", "SETSLOT", slot, "MIGRATING", destination.text("CLUSTER", "MYID"));
        if (isMoved) {
          source.run("MIGRATE", "127.0.0.1", target.port(), "test:cache:k", 0, 5_000);
        }
        assertThat(cache.get("k"), is(1));
        cache.put("k", 2);
        assertThat(cache.replace("k", 2, 3), is(true));
        cache.invoke(
            "k",
            (entry, arguments) -> {
              entry.setValue(entry.getValue() + 1);
              return null;
            });
        assertThat(cache.remove("k", 4), is(true));
      }
    }
  }

  private static int sum(AtomicIntegerArray counts) {
    int sum = 0;
    for (int i = 0; i < counts.length(); i++) {
      sum += counts.get(i);
    }
    return sum;
  }

  /** Moves the slot of a key, with its keys, to the next master. */
  private static boolean move(ClusterProcess cluster, String key) {
    int slot = SlotHash.getSlot(key);
    int from = slot % 3;
    int to = (from + 1) % 3;
    ServerProcess target = cluster.servers().get(to);
    try (AdminClient source = new AdminClient(cluster.servers().get(from).address());
        AdminClient destination = new AdminClient(target.address())) {
      String sourceId = source.text("CLUSTER", "MYID");
      String destinationId = destination.text("CLUSTER", "MYID");
      if (!source.text("CLUSTER", "NODES").contains("myself")) {
        return false;
      }
      destination.run("CLUSTER", "SETSLOT", slot, "IMPORTING", sourceId);
      source.run("CLUSTER", "SETSLOT", slot, "MIGRATING", destinationId);
      List<?> keys = source.list("CLUSTER", "GETKEYSINSLOT", slot, 100);
      for (Object each : keys) {
        source.run("MIGRATE", "127.0.0.1", target.port(), each, 0, 5_000);
      }
      destination.run("CLUSTER", "SETSLOT", slot, "NODE", destinationId);
      source.run("CLUSTER", "SETSLOT", slot, "NODE", destinationId);
      return !keys.isEmpty();
    }
  }
}
