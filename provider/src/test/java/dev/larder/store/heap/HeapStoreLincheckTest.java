package dev.larder.store.heap;

import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Store;
import dev.larder.store.TestContext;
import dev.larder.store.Verb;
import dev.larder.time.Ticker;
import java.util.HashMap;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every interleaving, up to a bound, of a few operations gives what some order of them gives. */
@Tag("lincheck")
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class HeapStoreLincheckTest {
  private final Store<Integer, Integer> store =
      new HeapStoreFactory().create(new TestContext<Integer, Integer>());

  @Operation
  public Integer get(@Param(name = "key") int key) {
    return store.read(key);
  }

  @Operation
  public Integer getAndPut(@Param(name = "key") int key, @Param(name = "value") int value) {
    return store.apply(key, dev.larder.store.Operation.GET_AND_PUT, value, null).before();
  }

  @Operation
  public boolean putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
    return store.apply(key, dev.larder.store.Operation.PUT_IF_ABSENT, value, null).stored();
  }

  @Operation
  public Integer getAndRemove(@Param(name = "key") int key) {
    return store.apply(key, dev.larder.store.Operation.GET_AND_REMOVE, null, null).before();
  }

  @Operation
  public boolean replace(@Param(name = "key") int key, @Param(name = "value") int value) {
    return store.apply(key, dev.larder.store.Operation.REPLACE, value, null).stored();
  }

  @Operation
  public boolean replaceIfSame(
      @Param(name = "key") int key,
      @Param(name = "value") int expected,
      @Param(name = "value") int value) {
    return store.apply(key, dev.larder.store.Operation.REPLACE_IF_SAME, value, expected).stored();
  }

  /** What an entry processor does: reads, decides and writes under a claim. */
  @Operation
  public Integer increment(@Param(name = "key") int key) {
    try (Claim<Integer> claim = store.claim(key)) {
      Integer current = claim.current();
      Change<Integer> change =
          claim.commit(Verb.WRITE, current == null ? 1 : current + 1, Ticker.NEVER);
      return change.after();
    }
  }

  @Test
  void everyInterleavingOfTheModelIsLinearizable() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .iterations(8)
        .invocationsPerIteration(300)
        .sequentialSpecification(Sequential.class)
        .check(HeapStoreLincheckTest.class);
  }

  @Test
  void realThreadsAreLinearizable() {
    new StressOptions()
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .iterations(8)
        .invocationsPerIteration(1_000)
        .sequentialSpecification(Sequential.class)
        .check(HeapStoreLincheckTest.class);
  }

  /** The same on a map, for one thread. */
  public static class Sequential {
    private final Map<Integer, Integer> map = new HashMap<>();

    public Integer get(int key) {
      return map.get(key);
    }

    public Integer getAndPut(int key, int value) {
      return map.put(key, value);
    }

    public boolean putIfAbsent(int key, int value) {
      return map.putIfAbsent(key, value) == null;
    }

    public Integer getAndRemove(int key) {
      return map.remove(key);
    }

    public boolean replace(int key, int value) {
      return map.replace(key, value) != null;
    }

    public boolean replaceIfSame(int key, int expected, int value) {
      return map.replace(key, expected, value);
    }

    public Integer increment(int key) {
      return map.merge(key, 1, Integer::sum);
    }
  }
}
