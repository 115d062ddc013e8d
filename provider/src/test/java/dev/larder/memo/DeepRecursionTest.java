package dev.larder.memo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import dev.larder.spec.Together;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recursion that is too deep ends with a stack overflow, and leaves no key held. */
@Timeout(60)
class DeepRecursionTest {
  private static final int TOO_DEEP = 1_000_000;
  private static final int ROUNDS = 100;

  private final AtomicReference<MemoizedFunction<Integer, Long>> itself = new AtomicReference<>();

  private long sum(int n) {
    return n == 0 ? 0 : itself.get().apply(n - 1) + n;
  }

  private long indented(int frames, int n) {
    return frames == 0 ? itself.get().apply(n) : indented(frames - 1, n) + 1;
  }

  /** Runs in a new JVM, where no method is compiled: interpreted frames are the largest. */
  static final class Cold {
    private static final DeepRecursionTest TEST = new DeepRecursionTest();

    private Cold() {}

    /** Recurses to the given depth, in a thread with a stack of one megabyte. */
    public static void main(String[] depth) throws InterruptedException {
      TEST.itself.set(Memoizer.create().unbounded().function(TEST::sum));
      Throwable failure = inThread(1 << 20, () -> TEST.sum(Integer.parseInt(depth[0])));
      System.out.println(failure == null ? "returned" : failure);
    }
  }

  /** The depth that the guide states. */
  @Test
  void apply_recursionOf1200LevelsInAColdJvm_returns() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Cold.class.getName(),
                "1200")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(output, containsString("returned"));
  }

  private static Throwable inThread(long stack, Runnable work) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                work.run();
              } catch (Throwable e) {
                failure.set(e);
              }
            },
            "deep",
            stack);
    thread.start();
    thread.join();
    return failure.get();
  }

  @ParameterizedTest
  @CsvSource({"128,256", "65536,256", "1000000,1024"})
  void apply_stackOverflow_leavesNoKeyHeld(long maximum, int kilobytes) throws Exception {
    MemoizedFunction<Integer, Long> sum =
        Memoizer.create().maximumSize(maximum).function(this::sum);
    itself.set(sum);
    for (int round = 0; round < ROUNDS; round++) {
      int indent = round;
      // Each round has other keys, and the stack ends elsewhere.
      int from = TOO_DEEP + 9_973 * round;
      Throwable failure = inThread(kilobytes * 1024L, () -> indented(indent, from));
      assertThat(failure, is(instanceOf(StackOverflowError.class)));
    }
    // clear waits for every key that is held.
    Together.values(
        Together.start(
                2,
                thread -> {
                  sum.clear();
                  return "cleared";
                })
            .end());
    for (int n = 0; n < 1_000; n++) {
      assertThat(sum.apply(n), is(n * (n + 1L) / 2));
    }
    assertThat(sum.info().currentSize(), is(Math.min(maximum, 1_000)));
  }
}
