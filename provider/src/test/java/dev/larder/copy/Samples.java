package dev.larder.copy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Objects that can be copied without serialization. */
@SuppressWarnings({
  "JavaUtilDate",
  "JdkObsolete",
  "UnnecessaryStringBuilder"
}) // what others use is copied
final class Samples {
  private Samples() {}

  static Map<String, Object> all() {
    Map<String, Object> samples = new LinkedHashMap<>();
    classes(samples);
    references(samples);
    arrays(samples);
    collections(samples);
    fixed(samples);
    return samples;
  }

  private static void classes(Map<String, Object> samples) {
    samples.put("values", new Zoo.Values());
    samples.put("final fields", new Zoo.Finals("a", new ArrayList<>(List.of("b"))));
    samples.put("inheritance", new Zoo.Child());
    samples.put("a superclass not saved", new Zoo.Saved(7));
    samples.put("transient fields, not saved", new Zoo.Transients());
    samples.put("fields of wide types", new Zoo.Wide());
    samples.put("a number", new Zoo.Price(5));
    samples.put("an inner and an anonymous class", new Zoo.Outer());
    samples.put("a record", new Zoo.Point(1, 2));
    samples.put("an empty record", new Zoo.Nothing());
    samples.put(
        "a record of mutable parts",
        new Zoo.Path("p", List.of(new Zoo.Point(1, 2)), new ArrayList<>(List.of("e"))));
    samples.put("enums", new Zoo.Any(Zoo.Color.RED, Zoo.Color.GREEN));
    samples.put("dates and bits", new Zoo.Any(new Date(5), BitSet.valueOf(new long[] {5, 6})));
    samples.put("atomics", new Zoo.Any(new AtomicInteger(1), new AtomicLong(2)));
    samples.put("more of them", new Zoo.Any(new AtomicBoolean(true), new StringBuilder("sb")));
  }

  private static void references(Map<String, Object> samples) {
    Zoo.Node node = new Zoo.Node(1);
    node.next = node;
    samples.put("a circle of one", node);
    Zoo.Node a = new Zoo.Node(1);
    a.next = new Zoo.Node(2);
    a.next.next = a;
    a.others.addAll(List.of(a, a.next, a));
    samples.put("a circle of two", a);
    List<Object> list = new ArrayList<>(List.of("x"));
    samples.put("a list in two fields", new Zoo.Any(list, list));
    samples.put("equal lists in two fields", new Zoo.Any(list, new ArrayList<>(list)));
    int[] array = {1};
    samples.put("an array in two places", new Zoo.Any(array, new Object[] {array, array.clone()}));
    List<Object> self = new ArrayList<>();
    self.add(self);
    samples.put("a list in itself", self);
    Map<Object, Object> map = new HashMap<>();
    map.put("me", map);
    samples.put("a map in itself", new Zoo.Any(map, list));
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      many.add(new Zoo.Any(i, i == 0 ? null : many.get(i / 2)));
    }
    samples.put("many objects referring to each other", many);
    Zoo.Point point = new Zoo.Point(1, 2);
    samples.put("a record that is a key too", new Zoo.Any(point, new HashMap<>(Map.of(point, 1))));
    samples.put("a record in two fields", new Zoo.Any(point, List.of(point, new Date(1))));
  }

  private static void arrays(Map<String, Object> samples) {
    samples.put("bytes", new byte[] {1, 2});
    samples.put(
        "arrays of each kind",
        new Object[] {
          new boolean[] {true},
          new char[] {'a'},
          new short[] {1},
          new int[] {2},
          new long[] {3},
          new float[] {4},
          new double[] {5},
          new String[] {"a", null},
          new Integer[] {1},
          new Zoo.Color[] {Zoo.Color.GREEN}
        });
    samples.put("arrays of arrays", new int[][][] {{{1}, {}}, {}, {{2, 3}, null}});
    samples.put("an array of a class", new Zoo.Circle[] {new Zoo.Circle(), null});
    samples.put("an array of an interface", new Zoo.Shape[] {new Zoo.Circle()});
    Object[] self = new Object[2];
    self[1] = self;
    samples.put("an array in itself", self);
  }

  private static void collections(Map<String, Object> samples) {
    List<Object> mixed = Arrays.asList(1, "a", null, new Zoo.Circle(), new Date(3), List.of(), "b");
    samples.put("list", new ArrayList<>(mixed));
    samples.put("linked list", new LinkedList<>(mixed));
    samples.put("deque", new ArrayDeque<>(List.of(1, new Date(1), "a")));
    samples.put("empty ones", new Zoo.Any(new ArrayList<>(), new HashMap<>()));
    samples.put("set", new HashSet<>(Arrays.asList("a", null, 5, new Zoo.Key("k"))));
    samples.put("linked set", new LinkedHashSet<>(List.of(9, 1, 5, new Zoo.Key("k"))));
    Map<Object, Object> map = new HashMap<>();
    map.put(null, null);
    map.put("a", new Zoo.Circle());
    map.put(new Zoo.Key("k"), new ArrayList<>(List.of(new HashMap<>(Map.of(1, new Date(1))))));
    map.put(new ArrayList<>(List.of(1, 2)), "list");
    samples.put("map", map);
    samples.put("linked map", new LinkedHashMap<>(map));
    Map<String, Object> accessed = new LinkedHashMap<>(16, 0.75f, true);
    accessed.put("a", 1);
    accessed.put("b", new Date(1));
    accessed.get("a");
    samples.put("linked map in order of access", accessed);
    samples.put("tree", new TreeMap<>(Map.of("a", new Date(1), "b", new Date(2))));
    TreeMap<String, Object> reverse = new TreeMap<>(Collections.reverseOrder());
    reverse.putAll(Map.of("a", new Date(1), "b", new Date(2)));
    TreeSet<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    sorted.addAll(List.of("B", "a"));
    samples.put("trees in other orders", new Zoo.Any(reverse, sorted));
    samples.put("tree set", new TreeSet<>(Set.of(1, 2, 3)));
    samples.put(
        "map by enum", new EnumMap<>(Map.of(Zoo.Color.RED, new Date(1), Zoo.Color.GREEN, "a")));
    samples.put(
        "sets of enums", new Zoo.Any(EnumSet.of(Zoo.Color.GREEN), EnumSet.allOf(TimeUnit.class)));
  }

  private static void fixed(Map<String, Object> samples) {
    samples.put("fixed lists of values", new Zoo.Any(List.of(), List.of(1, 2, 3)));
    samples.put("fixed lists", new Zoo.Any(List.of(new Date(1)), List.of(1, new Date(2), 3)));
    samples.put(
        "lists of streams",
        new Zoo.Any(Stream.of(1, null, new Date(1)).toList(), Stream.of(1, 2, 3).toList()));
    samples.put("fixed sets", new Zoo.Any(Set.of(1), Set.of(new Zoo.Key("a"))));
    samples.put("fixed maps", new Zoo.Any(Map.of(1, new Date(1)), Map.of(1, 2, 3, 4)));
    samples.put("fixed map of many", Map.of("a", new Date(1), new Zoo.Key("b"), 2, "c", 3));
    samples.put("empty", new Zoo.Any(Collections.emptyList(), Collections.emptyMap()));
    samples.put(
        "single",
        new Zoo.Any(Collections.singletonList(new Date(1)), Collections.singleton(new Date(2))));
    samples.put("single entry", Collections.singletonMap("a", new Date(1)));
    samples.put("single value", new Zoo.Any(Collections.singletonList(1), Collections.emptySet()));
  }
}
