package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.spec.Watchdog;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  private static void hang(CountDownLatch latch) throws InterruptedException {
    latch.await();
  }

  @Test
  void watch_hangingBody_failsWithAllStacks() {
    CountDownLatch never = new CountDownLatch(1);
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () ->
                Watchdog.watch(
                    "a hanging task",
                    1,
                    () -> {
                      hang(never);
                      return null;
                    }));
    never.countDown();
    assertThat(error.getMessage(), containsString("a hanging task did not end within 1 s"));
    assertThat(error.getMessage(), containsString(WatchdogTest.class.getName() + ".hang"));
  }

  @Test
  void dump_virtualThreads_areIncluded() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    try (VirtualThreads threads = new VirtualThreads()) {
      threads.start(
          () -> {
            try {
              hang(released);
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
      while (threads.waiting() == 0) {
        Thread.onSpinWait();
      }
      String dump = Watchdog.dump();
      released.countDown();
      assertThat(threads.join().size(), is(0));
      assertThat(dump, containsString("virtual"));
      assertThat(dump, containsString(WatchdogTest.class.getName() + ".hang"));
    }
  }

  @Test
  void watch_bodyEnds_returnsOrThrowsItsOutcome() throws Exception {
    assertThat(Watchdog.watch("a result", () -> "done"), is("done"));
    assertThrows(
        IOException.class,
        () ->
            Watchdog.watch(
                "a failure",
                () -> {
                  throw new IOException(FailureKind.MESSAGE);
                }));
  }
}
