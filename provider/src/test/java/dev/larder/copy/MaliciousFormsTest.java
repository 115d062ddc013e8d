package dev.larder.copy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.Vector;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Serialized forms from an untrusted source. */
@Timeout(60)
class MaliciousFormsTest {
  private static final ClassLoader LOADER = MaliciousFormsTest.class.getClassLoader();

  /** Has fields of any type, so the filter decides on the objects in them. */
  private final Serializer serializer = serializer(Zoo.Any.class);

  private static Serializer serializer(Class<?> type, String... allowed) {
    return new Serializer(
        "a value of cache 'books'",
        LOADER,
        SerialFilter.of(type, Set.of(allowed)),
        new ImmutableTypes(Set.of()));
  }

  private static String refusal(Serializer serializer, byte[] form) {
    return assertThrows(CacheException.class, () -> serializer.decode(form)).getMessage();
  }

  /** Records calls of classes that are not part of the cache's types. */
  private static final class Witness {
    static boolean saw;
  }

  static final class Harmless implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  static final class Gadgetry implements Serializable {
    private static final long serialVersionUID = 1L;

    static {
      Witness.saw = true;
    }

    private void readObject(ObjectInputStream in) {
      Witness.saw = true;
    }

    private Object readResolve() {
      Witness.saw = true;
      return this;
    }
  }

  record Recorded(int number) implements Serializable {}

  interface Callable extends Serializable {
    Object call();
  }

  @Test
  void decode_gadgetOutsideTheFilter_isNamedAndDoesNotRun() {
    Object harmless = new Harmless();
    for (Object host :
        List.of(
            harmless,
            new ArrayList<>(List.of("a", harmless)),
            new HashMap<>(Map.of("k", new HashSet<>(Set.of(harmless)))),
            new Zoo.Any("a", new Object[] {harmless}),
            new Harmless[1])) {
      byte[] form = Forms.with(Forms.of(host), Harmless.class, Gadgetry.class);
      assertThat(
          refusal(serializer, form),
          allOf(
              containsString("a value of cache 'books' cannot be deserialized"),
              containsString(Gadgetry.class.getName()),
              containsString("REJECTED")));
    }
    assertThat(Witness.saw, is(false));
  }

  @Test
  void decode_otherClassOutsideTheFilter_isNamed() {
    Callable lambda = () -> "called";
    Object proxy =
        Proxy.newProxyInstance(
            LOADER, new Class<?>[] {Callable.class, Comparable.class}, new Handler());
    Map<Object, String> named =
        Map.of(
            new Recorded(1),
            Recorded.class.getName(),
            Zoo.Color.RED,
            Zoo.Color.class.getName(),
            lambda,
            "java.lang.invoke.SerializedLambda");
    named.forEach(
        (object, name) ->
            assertThat(
                refusal(serializer, Forms.of(new Zoo.Any(1, object))), containsString(name)));
    assertThat(refusal(serializer, Forms.of(proxy)), containsString("REJECTED"));
    assertThat(serializer.decode(Forms.of(new Zoo.Any(1, "fine"))) instanceof Zoo.Any, is(true));
  }

  private record Handler() implements java.lang.reflect.InvocationHandler, Serializable {
    @Override
    public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
      return 0;
    }
  }

  private static final int SIZE = 259;

  /** Returns objects that allocate as many elements as the form declares. */
  @SuppressWarnings("JdkObsolete") // it is the form of a vector that matters
  static Stream<Arguments> sized() {
    List<Integer> numbers = IntStream.range(0, SIZE).boxed().toList();
    IdentityHashMap<Object, Object> identity = new IdentityHashMap<>();
    numbers.forEach(number -> identity.put(new Object[0], number));
    Vector<Integer> vector = new Vector<>(SIZE);
    vector.addAll(numbers);
    Map<Integer, String> map = new HashMap<>();
    numbers.forEach(number -> map.put(number, "v"));
    return Stream.<Object>of(
            new byte[SIZE],
            new long[SIZE],
            new Object[SIZE],
            new String[SIZE][],
            numbers,
            new ArrayList<>(numbers),
            vector,
            new CopyOnWriteArrayList<>(numbers),
            new ArrayDeque<>(numbers),
            new PriorityQueue<>(numbers),
            new HashSet<>(numbers),
            map,
            identity)
        .map(sized -> Arguments.of(new Object[] {sized}));
  }

  @ParameterizedTest
  @MethodSource("sized")
  void decode_sizeBeyondTheForm_takesNoMemory(Object sized) {
    byte[] form = Forms.of(sized);
    assertThat(serializer.decode(form).getClass() == sized.getClass(), is(true));
    byte[] forged = Forms.with(form, SIZE, Integer.MAX_VALUE - 8);
    assertThat(refusal(serializer, forged), containsString("REJECTED"));
    assertThat(refusal(serializer(Object.class), forged), containsString("REJECTED"));
  }

  @Test
  void decode_sumOfSizesBeyondTheForm_isRejected() {
    Object nest = new Object[SIZE];
    for (int i = 0; i < 500; i++) {
      Object[] outer = new Object[1];
      outer[0] = nest;
      nest = outer;
    }
    byte[] form = Forms.of(nest);
    assertThat(serializer.decode(form) instanceof Object[], is(true));
    assertThat(refusal(serializer, Forms.with(form, 1, form.length)), containsString("REJECTED"));
  }

  @Test
  void decode_collectionOfAnySize_isRead() {
    Random random = new Random(5);
    for (int size : new int[] {0, 1, 2, 12, 13, 100, 10_000}) {
      List<Integer> numbers = random.ints(size).boxed().toList();
      Set<Integer> sparse = new HashSet<>(16, 0.05f);
      sparse.addAll(numbers);
      Map<Integer, Object> map = new HashMap<>(1_000_000, 0.25f);
      numbers.forEach(number -> map.put(number, Collections.emptyList()));
      for (Object value : List.of(numbers, sparse, map)) {
        assertThat(serializer.decode(Forms.of(value)), is(value));
      }
    }
  }

  private static Object nest(int depth) {
    Set<Object> root = new HashSet<>();
    Set<Object> left = root;
    Set<Object> right = new HashSet<>();
    for (int i = 0; i < depth; i++) {
      Set<Object> nextLeft = new HashSet<>(Set.of("left"));
      Set<Object> nextRight = new HashSet<>();
      left.add(nextLeft);
      left.add(nextRight);
      right.add(nextLeft);
      right.add(nextRight);
      left = nextLeft;
      right = nextRight;
    }
    return root;
  }

  /** Nests sets. The time to compute the hash code doubles with each level. */
  @Test
  void decode_limitsOfTheUser_applyToAnyType() {
    byte[] form = Forms.of(nest(10));
    Serializer any = serializer(Zoo.Any.class, "maxdepth=100");
    assertThat(any.decode(form) instanceof HashSet, is(true));
    assertThat(refusal(serializer(Zoo.Any.class, "maxdepth=5"), form), containsString("REJECTED"));
    assertThat(refusal(serializer(Zoo.Any.class, "maxrefs=20"), form), containsString("REJECTED"));
    assertThat(
        refusal(serializer(Zoo.Any.class, "maxbytes=200"), form), containsString("REJECTED"));
    byte[] array = Forms.of(new Zoo.Any(new long[11], 1));
    assertThat(
        refusal(serializer(Zoo.Any.class, "maxarray=10"), array), containsString("REJECTED"));
    assertThat(serializer(Zoo.Any.class, "maxarray=11").decode(array) instanceof Zoo.Any, is(true));
  }

  @Test
  void decode_limitsOfTheUser_applyToDeclaredTypes() {
    byte[] chain = Forms.of(new Zoo.Any(new Zoo.Any(new Zoo.Any(1, 2), 3), 4));
    for (String limit : List.of("maxdepth=3", "maxrefs=4", "maxbytes=40", "!" + anyName())) {
      assertThat(refusal(serializer(Zoo.Any.class, limit), chain), containsString("REJECTED"));
    }
  }

  private static String anyName() {
    return Zoo.Any.class.getName();
  }

  @Test
  void decode_noLimitsOfTheUser_limitsTheDepth() {
    Object chain = 1;
    for (int i = 0; i < 1_001; i++) {
      chain = new Object[] {chain};
    }
    byte[] form = Forms.of(chain);
    assertThat(refusal(serializer, form), containsString("REJECTED"));
    assertThat(serializer(Object.class).decode(form) instanceof Object[], is(true));
  }

  @Test
  void decode_invalidBytes_areRejected() {
    byte[] good = Forms.of(new ArrayList<>(List.of(new Zoo.Any("a", 1), Zoo.Color.RED)));
    Serializer lenient = serializer(Zoo.Any.class, Zoo.Color.class.getName());
    assertThat(refusal(lenient, new byte[0]), containsString("cannot be deserialized"));
    assertThat(refusal(lenient, Forms.of(null)), containsString("it is the form of null"));
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        lenient.decode(bad);
      } catch (CacheException e) {
        assertThat(e.getMessage(), containsString("cannot be deserialized"));
      }
    }
  }
}
