package dev.larder.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds of keys: waiting for them, and the cycles that they refuse. */
@Timeout(20)
class KeyHoldTest {
  /** A hold of another thread. */
  private static final class Elsewhere {
    private final LinkedBlockingQueue<KeyHold> taken = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Running<Boolean> running;
    final KeyHold hold;

    /** Takes the hold, and then waits for the other holds. */
    Elsewhere(String cacheName, KeyHold... others) throws InterruptedException {
      running =
          Running.start(
              () -> {
                KeyHold own = new KeyHold(cacheName);
                taken.add(own);
                for (KeyHold other : others) {
                  other.await();
                }
                end.await();
                own.release();
                return KeyHold.isHeldByCurrentThread();
              });
      hold = taken.take();
    }

    boolean letGo() {
      end.countDown();
      return running.get();
    }
  }

  @Test
  void isHeldByCurrentThread_twoHolds_untilLastRelease() {
    assertThat(KeyHold.isHeldByCurrentThread(), is(false));
    KeyHold first = new KeyHold("a");
    KeyHold second = new KeyHold("b");
    first.release();
    assertThat(KeyHold.isHeldByCurrentThread(), is(true));
    second.release();
    assertThat(KeyHold.isHeldByCurrentThread(), is(false));
  }

  @Test
  void isOwn_otherThread_isFalse() throws InterruptedException {
    Elsewhere elsewhere = new Elsewhere("a");
    assertThat(elsewhere.hold.isOwn(), is(false));
    assertThat(KeyHold.isHeldByCurrentThread(), is(false));
    KeyHold own = new KeyHold("a");
    assertThat(own.isOwn(), is(true));
    own.release();
    assertThat("the thread still holds a key", elsewhere.letGo(), is(false));
  }

  @Test
  void toString_hold_namesCacheAndThread() {
    KeyHold own = new KeyHold("fruit");
    String text = own.toString();
    own.release();
    assertThat(
        text, allOf(containsString("'fruit'"), containsString(Thread.currentThread().getName())));
  }

  @Test
  void await_holderLeavesOutcome_waiterFindsIt() {
    KeyHold own = new KeyHold("a");
    assertThat(own.outcome(), nullValue());
    Running<Object> waiter =
        Running.<Object>start(
                () -> {
                  own.await();
                  return own.outcome();
                })
            .awaitWaiting();
    own.publishOutcome("outcome");
    assertThat(waiter.isDone(), is(false));
    own.release();
    assertThat(waiter.get(), is("outcome"));
  }

  @Test
  void await_released_returnsAtOnce() {
    KeyHold own = new KeyHold("a");
    own.release();
    own.await();
    assertThat(
        Running.start(
                () -> {
                  own.await();
                  return "went on";
                })
            .get(),
        is("went on"));
  }

  @Test
  void await_interrupted_keepsWaitingAndTheInterrupt() {
    KeyHold own = new KeyHold("a");
    Running<Boolean> waiter =
        Running.start(
                () -> {
                  own.await();
                  return Thread.interrupted();
                })
            .awaitWaiting();
    waiter.thread().interrupt();
    assertThat(waiter.isDone(), is(false));
    own.release();
    assertThat(waiter.get(), is(true));
  }

  @Test
  void await_ownHold_throwsRecursion() {
    KeyHold own = new KeyHold("fruit");
    CacheException refusal = assertThrows(CacheException.class, own::await);
    own.release();
    assertThat(
        refusal.getMessage(),
        allOf(
            containsString("recursive operation on a key of cache 'fruit'"),
            not(containsString("deadlock"))));
  }

  @Test
  void await_cycle_throwsWithTheCaches() throws InterruptedException {
    KeyHold own = new KeyHold("own");
    Elsewhere second = new Elsewhere("second", own);
    second.running.awaitWaiting();
    Elsewhere first = new Elsewhere("first", second.hold);
    first.running.awaitWaiting();
    CacheException refusal = assertThrows(CacheException.class, first.hold::await);
    own.release();
    assertThat(
        refusal.getMessage(),
        allOf(
            containsString("deadlock avoided"),
            containsString("of cache 'own' waits for a key of cache 'first'"),
            containsString("(3 threads)")));
    second.letGo();
    first.letGo();
  }

  @Test
  void await_sameHoldAsAnother_isNoCycle() throws InterruptedException {
    Elsewhere last = new Elsewhere("last");
    Elsewhere middle = new Elsewhere("middle", last.hold);
    middle.running.awaitWaiting();
    KeyHold own = new KeyHold("own");
    CountDownLatch before = new CountDownLatch(1);
    Running<String> me =
        Running.start(
            () -> {
              before.countDown();
              middle.hold.await();
              return "went on";
            });
    before.await();
    me.awaitWaiting();
    last.letGo();
    middle.letGo();
    assertThat(me.get(), is("went on"));
    own.release();
  }

  /** More threads than look often: those that do wake the others. */
  @Test
  @Timeout(60)
  void await_holdEndedWithoutRelease_allThreadsGoOn() throws InterruptedException {
    KeyHold hold = TestContext.hold();
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Thread thread = new Thread(hold::await);
      waiting.add(thread);
      thread.start();
    }
    for (Thread thread : waiting) {
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
    hold.openHolds[0]--;
    hold.ended = true; // as by a frame that can make no call any more
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(KeyHold.isHeldByCurrentThread(), is(false));
  }
}
