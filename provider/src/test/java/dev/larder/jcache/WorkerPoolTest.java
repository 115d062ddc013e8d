package dev.larder.jcache;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.time.DaemonThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {
  private static final int SIZE = 3;

  private final Set<Thread> created = ConcurrentHashMap.newKeySet();
  private final ThreadFactory threads = this::newThread;
  private final WorkerPool pool = new WorkerPool(threads, SIZE, 5);
  private final CountDownLatch blocking = new CountDownLatch(1);

  private Thread newThread(Runnable work) {
    Thread thread =
        DaemonThreads.numbered("pool-", WorkerPoolTest.class.getClassLoader()).newThread(work);
    created.add(thread);
    return thread;
  }

  @AfterEach
  void endTasks() throws InterruptedException {
    blocking.countDown();
    pool.cancel();
    for (Thread thread : created) {
      thread.join();
    }
  }

  private void block() {
    try {
      blocking.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Occupies all threads. */
  private void occupy() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(SIZE);
    for (int i = 0; i < SIZE; i++) {
      pool.execute(
          () -> {
            started.countDown();
            block();
          });
    }
    started.await();
  }

  private void runOne() throws InterruptedException {
    CountDownLatch run = new CountDownLatch(1);
    pool.execute(run::countDown);
    run.await();
  }

  @Test
  void execute_moreTasksThanThreads_runsThemInOrder() throws InterruptedException {
    occupy();
    List<Integer> order = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      int number = i;
      pool.execute(
          () -> {
            synchronized (order) {
              order.add(number);
            }
            done.countDown();
          });
    }
    assertThat(created.size(), is(SIZE));
    // One thread runs them all: the others stay occupied.
    created.iterator().next().interrupt();
    done.await();
    assertThat(order, contains(0, 1, 2, 3));
  }

  @Test
  void execute_tooManyWaitingTasks_rejects() throws InterruptedException {
    occupy();
    for (int i = 0; i < 5; i++) {
      pool.execute(() -> {});
    }
    RejectedExecutionException e =
        assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
    assertThat(e.getMessage(), containsString("5 tasks are waiting"));
  }

  @Test
  void execute_taskAfterTask_usesOneThread() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      runOne();
    }
    assertThat(created.size(), is(lessThanOrEqualTo(SIZE)));
  }

  @Test
  void execute_threadsHaveEnded_startsOthers() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      runOne();
      for (Thread thread : created) {
        thread.join();
      }
    }
    assertThat(created.size(), is(3));
  }

  @Test
  void execute_manySubmitters_runsEachTaskOnce() throws InterruptedException {
    WorkerPool large = new WorkerPool(threads, 2, Integer.MAX_VALUE);
    int tasks = 20_000;
    CountDownLatch done = new CountDownLatch(2 * tasks);
    AtomicInteger runs = new AtomicInteger();
    List<Thread> submitters = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread submitter =
          new Thread(
              () -> {
                for (int n = 0; n < tasks; n++) {
                  large.execute(
                      () -> {
                        runs.incrementAndGet();
                        done.countDown();
                      });
                }
              });
      submitters.add(submitter);
      submitter.start();
    }
    done.await();
    for (Thread submitter : submitters) {
      submitter.join();
    }
    large.close();
    for (Thread thread : created) {
      thread.join();
    }
    assertThat(runs.get(), is(2 * tasks));
  }

  @Test
  void execute_failingTask_runsTheNextOne() throws InterruptedException {
    List<Throwable> failures = new ArrayList<>();
    IllegalStateException failure = new IllegalStateException("on purpose");
    CountDownLatch run = new CountDownLatch(1);
    WorkerPool single = new WorkerPool(threads, 1, 5);
    single.execute(
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> failures.add(e));
          throw failure;
        });
    single.execute(run::countDown);
    run.await();
    single.close();
    assertThat(failures, contains(failure));
    assertThat(created.size(), is(1));
  }

  @Test
  void execute_failureThatCannotBeReported_runsTheNextOne() throws InterruptedException {
    WorkerPool single = new WorkerPool(threads, 1, 5);
    single.execute(
        () -> {
          Thread.currentThread()
              .setUncaughtExceptionHandler(
                  (thread, e) -> {
                    throw new IllegalStateException("on purpose");
                  });
          throw new IllegalStateException("on purpose");
        });
    CountDownLatch run = new CountDownLatch(1);
    single.execute(run::countDown);
    run.await();
    single.close();
  }

  @Test
  void execute_interruptedTask_nextOneIsNotInterrupted() throws InterruptedException {
    WorkerPool single = new WorkerPool(threads, 1, 5);
    BlockingQueue<Boolean> interrupted = new ArrayBlockingQueue<>(1);
    single.execute(() -> Thread.currentThread().interrupt());
    single.execute(() -> interrupted.add(Thread.currentThread().isInterrupted()));
    assertThat(interrupted.take(), is(false));
    single.close();
  }

  /** As when the operating system refuses a thread. */
  @Test
  void execute_threadCannotBeStarted_failsAndForgetsTheTask() throws InterruptedException {
    AtomicInteger refused = new AtomicInteger();
    WorkerPool poor =
        new WorkerPool(
            work -> {
              if (refused.getAndIncrement() == 0) {
                throw new OutOfMemoryError("on purpose");
              }
              return newThread(work);
            },
            1,
            5);
    AtomicInteger runs = new AtomicInteger();
    assertThrows(OutOfMemoryError.class, () -> poor.execute(runs::incrementAndGet));
    CountDownLatch run = new CountDownLatch(1);
    poor.execute(run::countDown);
    run.await();
    poor.close();
    assertThat(runs.get(), is(0));
  }

  @Test
  void close_waitingTasks_runAndNewOnesAreRejected() throws InterruptedException {
    occupy();
    CountDownLatch run = new CountDownLatch(1);
    pool.execute(run::countDown);
    pool.close();
    assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
    blocking.countDown();
    run.await();
  }

  /** Closing waits for a tenth of a second at most, in which a busy machine may do nothing. */
  @Test
  void close_threadsWithoutTask_haveEnded() throws InterruptedException {
    int ended = 0;
    for (int i = 0; i < 100; i++) {
      created.clear();
      WorkerPool own = new WorkerPool(threads, 2, 10);
      CountDownLatch run = new CountDownLatch(1);
      own.execute(run::countDown);
      run.await();
      Thread thread = created.iterator().next();
      while (thread.getState() == Thread.State.RUNNABLE) {
        Thread.onSpinWait();
      }
      own.close();
      ended += thread.isAlive() ? 0 : 1;
    }
    assertThat(ended, is(greaterThan(50)));
  }

  @Test
  void close_byATaskOfThePool_returns() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    pool.execute(
        () -> {
          pool.close();
          closed.countDown();
        });
    assertThat(closed.await(10, SECONDS), is(true));
  }

  @Test
  void cancel_runningAndWaitingTasks_interruptsAndReturnsThem() throws InterruptedException {
    occupy();
    Runnable waiting = () -> {};
    pool.execute(waiting);
    assertThat(pool.cancel(), contains(waiting));
    for (Thread thread : created) {
      thread.join(); // the interrupt has ended the tasks
    }
    assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
  }
}
