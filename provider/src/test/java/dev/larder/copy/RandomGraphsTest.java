package dev.larder.copy;

import static dev.larder.copy.SameShape.apartFrom;
import static dev.larder.copy.SameShape.sameShapeAs;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

/** Compares copies with those of serialization on random graphs. */
class RandomGraphsTest {
  private static final int GRAPHS = 1_500;

  private final Serializer serializer =
      new Serializer(
          "a value", RandomGraphsTest.class.getClassLoader(), null, new ImmutableTypes(Set.of()));
  private final GraphCopier copier = new GraphCopier(serializer);

  /** Links a few containers to each other and to values, at random and in cycles. */
  private static Object graph(Random random) {
    List<Object> pool = new ArrayList<>();
    int size = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 15);
    for (int i = 0; i < size; i++) {
      pool.add(container(pool, random));
    }
    for (Object container : pool) {
      fill(container, pool, random);
    }
    return pool.get(0);
  }

  private static Object container(List<Object> pool, Random random) {
    return switch (random.nextInt(14)) {
      case 0 -> new Zoo.Any(null, null);
      case 1 -> new Zoo.Node(random.nextInt());
      case 2 -> new ArrayList<>();
      case 3 -> new ArrayDeque<>();
      case 4 -> new HashMap<>();
      case 5 -> new LinkedHashMap<>();
      case 6 -> new TreeMap<>();
      case 7 -> new Object[random.nextInt(5)];
      case 8 -> new int[random.nextInt(5)];
      case 9 -> pool.isEmpty() ? List.of() : List.of(part(pool, random), part(pool, random));
      case 10 -> pool.isEmpty() ? Map.of() : Map.of(1, part(pool, random), 2, part(pool, random));
      case 11 -> new Zoo.Path("p", List.of(), pool.isEmpty() ? null : part(pool, random));
      default -> new ArrayList<>();
    };
  }

  @SuppressWarnings("unchecked")
  private static void fill(Object container, List<Object> pool, Random random) {
    int count = random.nextInt(5);
    if (container instanceof Zoo.Any any) {
      any.a = part(pool, random);
      any.b = part(pool, random);
    } else if (container instanceof Zoo.Node node) {
      pool.stream()
          .filter(Zoo.Node.class::isInstance)
          .skip(random.nextInt(3))
          .findFirst()
          .ifPresent(other -> node.next = (Zoo.Node) other);
    } else if (container instanceof Object[] array) {
      for (int i = 0; i < array.length; i++) {
        array[i] = part(pool, random);
      }
    } else if (container.getClass().getName().contains("Immutable")) {
      return;
    } else if (container instanceof Map<?, ?> map) {
      for (int i = 0; i < count; i++) {
        ((Map<String, Object>) map).put("key" + random.nextInt(8), part(pool, random));
      }
    } else if (container instanceof Collection<?> collection) {
      for (int i = 0; i < count; i++) {
        ((Collection<Object>) collection).add(part(pool, random));
      }
    }
  }

  private static Object part(List<Object> pool, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt();
      case 1 -> "text";
      case 2 -> Zoo.Color.GREEN;
      case 3 -> new Zoo.Point(random.nextInt(), 2);
      default -> pool.get(random.nextInt(pool.size()));
    };
  }

  private boolean copyAndCompare(int seed) {
    Object original = graph(new Random(seed));
    Object expected = serialized(original);
    if (expected == null) {
      assertThrows(CacheException.class, () -> copier.copy(original));
      return false;
    }
    Object direct = copier.copyDirectly(original);
    Object copy = direct == null ? copier.copy(original) : direct;
    assertThat("seed " + seed, copy, is(sameShapeAs(expected)));
    if (direct != null) {
      assertThat("seed " + seed, direct, is(apartFrom(original)));
    }
    return direct != null;
  }

  /**
   * Returns null for cycles through unmodifiable collections. Deserialization returns them with
   * nulls, or fails.
   */
  private Object serialized(Object original) {
    try {
      return serializer.copy(original);
    } catch (CacheException e) {
      return null;
    }
  }

  @Test
  void copy_randomGraph_equalsTheSerializedCopy() {
    int direct = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      direct += copyAndCompare(seed) ? 1 : 0;
    }
    assertThat(direct, is(greaterThan(GRAPHS / 2)));
    assertThat(direct, is(lessThan(GRAPHS)));
  }

  @Test
  void copy_byManyThreads_equalsTheSerializedCopy() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        tasks.add(
            () -> {
              for (int seed = 0; seed < 300; seed++) {
                copyAndCompare(seed);
              }
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
