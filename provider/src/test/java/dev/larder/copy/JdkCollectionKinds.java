package dev.larder.copy;

import static dev.larder.copy.Kinds.add;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Collections, maps, their wrappers and views, comparators. */
@SuppressWarnings({
  "JavaUtilDate",
  "JdkObsolete",
  "ReturnValueIgnored"
}) // what others use is copied
final class JdkCollectionKinds {
  private JdkCollectionKinds() {}

  static void addTo(Map<String, Supplier<Object>> kinds) {
    lists(kinds);
    queues(kinds);
    hashMaps(kinds);
    sets(kinds);
    trees(kinds);
    enums(kinds);
    otherMaps(kinds);
    concurrent(kinds);
    fixed(kinds);
    single(kinds);
    unmodifiable(kinds);
    synchronizeds(kinds);
    checked(kinds);
    views(kinds);
    comparators(kinds);
    nested(kinds);
    later(kinds);
  }

  private static List<Object> mixed() {
    return Arrays.asList(1, "a", null, new Date(3), new ArrayList<>(List.of("in")), "b", "a");
  }

  private static Map<Integer, Object> numbered(int size) {
    Map<Integer, Object> map = new HashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(31 * i, new Date(i));
    }
    return map;
  }

  private static Map<String, Object> named(int size) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = size; i > 0; i--) {
      map.put("name" + i, new Date(i));
    }
    return map;
  }

  private static void lists(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.util.ArrayList", () -> new ArrayList<>(mixed()));
    add(kinds, "java.util.ArrayList, empty", () -> new ArrayList<>());
    add(kinds, "java.util.ArrayList, empty with room", () -> new ArrayList<>(100));
    add(
        kinds,
        "java.util.ArrayList, of many",
        () -> IntStream.range(0, 10_000).boxed().collect(Collectors.toCollection(ArrayList::new)));
    add(
        kinds,
        "java.util.ArrayList, in itself",
        () -> {
          List<Object> self = new ArrayList<>();
          self.add(self);
          return self;
        });
    add(
        kinds,
        "java.util.ArrayList, the same twice",
        () -> {
          Date date = new Date(1);
          List<String> list = new ArrayList<>(List.of("a"));
          return new ArrayList<>(List.of(date, list, date, list, new Date(1)));
        });
    add(kinds, "java.util.LinkedList", () -> new LinkedList<>(mixed()));
    add(kinds, "java.util.Vector", () -> new Vector<>(mixed()));
    add(kinds, "java.util.Vector, with an increment", () -> new Vector<>(3, 2));
    add(
        kinds,
        "java.util.Stack",
        () -> {
          Stack<Object> stack = new Stack<>();
          stack.push("a");
          stack.push(new Date(1));
          return stack;
        });
    add(kinds, "java.util.Arrays.asList, mixed", () -> mixed());
    add(kinds, "java.util.Arrays.asList, of Strings", () -> Arrays.asList("a", null, "b"));
    add(kinds, "java.util.Arrays.asList, of Integers", () -> Arrays.asList(1, 2, 3));
    add(kinds, "java.util.Arrays.asList, of arrays", () -> Arrays.asList(new int[] {1}, null));
  }

  private static void queues(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.util.ArrayDeque", () -> new ArrayDeque<>(List.of(1, new Date(1), "a")));
    add(kinds, "java.util.ArrayDeque, empty", () -> new ArrayDeque<>());
    add(
        kinds,
        "java.util.ArrayDeque, around the end",
        () -> {
          ArrayDeque<Object> deque = new ArrayDeque<>(4);
          for (int i = 0; i < 9; i++) {
            deque.addLast(i);
            deque.addFirst(-i);
          }
          deque.pollLast();
          return deque;
        });
    add(kinds, "java.util.PriorityQueue", () -> new PriorityQueue<>(List.of(5, 3, 9, 1, 7)));
    add(
        kinds,
        "java.util.PriorityQueue, in another order",
        () -> {
          PriorityQueue<String> queue = new PriorityQueue<>(Comparator.reverseOrder());
          queue.addAll(List.of("b", "c", "a"));
          return queue;
        });
    add(
        kinds,
        "java.util.PriorityQueue, drained",
        () -> {
          PriorityQueue<Integer> queue = new PriorityQueue<>(List.of(5, 3, 9, 1, 7));
          queue.poll();
          return queue;
        });
    add(
        kinds,
        "java.util.Collections.asLifoQueue",
        () -> Collections.asLifoQueue(new ArrayDeque<>(List.of("a", "b"))));
  }

  private static void hashMaps(Map<String, Supplier<Object>> kinds) {
    for (int size : new int[] {0, 1, 12, 13, 24, 48, 49, 1_000}) {
      add(kinds, "java.util.HashMap, of " + size, () -> new HashMap<>(numbered(size)));
      add(kinds, "java.util.HashMap, grown to " + size, () -> numbered(size));
      add(
          kinds,
          "java.util.HashMap, by name, of " + size,
          () -> {
            Map<String, Object> map = new HashMap<>();
            named(size).forEach(map::put);
            return map;
          });
    }
    add(
        kinds,
        "java.util.HashMap, with null",
        () -> {
          Map<Object, Object> map = new HashMap<>();
          map.put(null, null);
          map.put("a", null);
          return map;
        });
    add(
        kinds,
        "java.util.HashMap, of another capacity",
        () -> {
          Map<String, Object> map = new HashMap<>(1_000, 0.5f);
          map.putAll(Map.of("a", 1, "b", new Date(1)));
          return map;
        });
    add(
        kinds,
        "java.util.HashMap, of a high load",
        () -> {
          Map<Integer, Object> map = new HashMap<>(2, 10f);
          map.putAll(numbered(40));
          return map;
        });
    add(
        kinds,
        "java.util.HashMap, shrunken",
        () -> {
          Map<Integer, Object> map = numbered(200);
          map.keySet().removeIf(key -> key > 100);
          return map;
        });
    add(
        kinds,
        "java.util.HashMap, of keys in one bin",
        () -> {
          Map<String, Object> map = new HashMap<>(128);
          for (String a : List.of("Aa", "BB")) {
            for (String b : List.of("Aa", "BB")) {
              for (String c : List.of("Aa", "BB")) {
                for (String d : List.of("Aa", "BB")) {
                  map.put(a + b + c + d, a);
                }
              }
            }
          }
          return map;
        });
    add(
        kinds,
        "java.util.HashMap, of lists as keys",
        () -> new HashMap<>(Map.of(new ArrayList<>(List.of(1, 2)), "a", List.of(), "b")));
    add(
        kinds,
        "java.util.HashMap, in itself",
        () -> {
          Map<Object, Object> self = new HashMap<>();
          self.put("self", self);
          return self;
        });
    add(
        kinds,
        "java.util.HashMap, key and value the same",
        () -> {
          List<Object> list = new ArrayList<>(List.of("a"));
          return new HashMap<>(Map.of(list, list));
        });
    add(kinds, "java.util.LinkedHashMap", () -> named(12));
    add(kinds, "java.util.LinkedHashMap, of 48", () -> named(48));
    add(
        kinds,
        "java.util.LinkedHashMap, in order of access",
        () -> {
          Map<String, Object> map = new LinkedHashMap<>(16, 0.75f, true);
          map.putAll(named(5));
          map.get("name5");
          map.get("name3");
          return map;
        });
    add(kinds, "java.util.Hashtable", () -> new Hashtable<>(Map.of("a", new Date(1), "b", 2)));
    add(kinds, "java.util.Hashtable, of 48", () -> new Hashtable<>(named(48)));
    add(
        kinds,
        "java.util.Hashtable, grown",
        () -> {
          Hashtable<String, Object> table = new Hashtable<>(3);
          table.putAll(named(20));
          return table;
        });
    add(kinds, "java.util.Properties", () -> properties(new Properties()));
    add(
        kinds,
        "java.util.Properties, with defaults",
        () -> {
          Properties defaults = properties(new Properties());
          defaults.setProperty("default", "d");
          return properties(new Properties(defaults));
        });
  }

  private static Properties properties(Properties properties) {
    properties.setProperty("a", "1");
    properties.setProperty("b", "2");
    return properties;
  }

  private static void sets(Map<String, Supplier<Object>> kinds) {
    for (int size : new int[] {0, 1, 12, 13, 24, 48, 49, 1_000}) {
      add(kinds, "java.util.HashSet, of " + size, () -> new HashSet<>(numbered(size).keySet()));
      add(
          kinds,
          "java.util.HashSet, grown to " + size,
          () -> {
            Set<String> set = new HashSet<>();
            set.addAll(named(size).keySet());
            return set;
          });
    }
    add(kinds, "java.util.HashSet, mixed", () -> new HashSet<>(mixed()));
    add(
        kinds,
        "java.util.HashSet, of another capacity",
        () -> {
          Set<Object> set = new HashSet<>(500, 0.5f);
          set.addAll(List.of("a", "b", "c"));
          return set;
        });
    add(kinds, "java.util.LinkedHashSet", () -> new LinkedHashSet<>(mixed()));
    add(kinds, "java.util.LinkedHashSet, of 48", () -> new LinkedHashSet<>(named(48).keySet()));
    add(
        kinds,
        "java.util.Collections.newSetFromMap, identity",
        () -> {
          Set<Object> set = Collections.newSetFromMap(new IdentityHashMap<>());
          set.addAll(List.of(TimeUnit.DAYS, TimeUnit.HOURS, String.class));
          return set;
        });
    add(
        kinds,
        "java.util.Collections.newSetFromMap, concurrent",
        () -> {
          Set<Object> set = Collections.newSetFromMap(new ConcurrentHashMap<>());
          set.addAll(List.of("a", "b"));
          return set;
        });
    add(
        kinds,
        "java.util.Collections.newSetFromMap, linked",
        () -> {
          Set<Object> set = Collections.newSetFromMap(new LinkedHashMap<>());
          set.addAll(List.of("b", "a", new Date(1)));
          return set;
        });
  }

  private static void trees(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.util.TreeMap", () -> new TreeMap<>(named(12)));
    add(kinds, "java.util.TreeMap, empty", () -> new TreeMap<>());
    add(kinds, "java.util.TreeMap, of 48", () -> new TreeMap<>(numbered(48)));
    add(
        kinds,
        "java.util.TreeMap, reversed",
        () -> filled(new TreeMap<>(Collections.reverseOrder())));
    add(
        kinds,
        "java.util.TreeMap, case-insensitive",
        () -> filled(new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
    add(kinds, "java.util.TreeMap, by a lambda", () -> filled(new TreeMap<>(byLength())));
    add(
        kinds,
        "java.util.TreeMap, nulls first",
        () -> {
          TreeMap<String, Object> map =
              new TreeMap<>(Comparator.nullsFirst(Comparator.naturalOrder()));
          map.put(null, "null");
          return filled(map);
        });
    add(
        kinds,
        "java.util.TreeMap, by a key extracted",
        () ->
            filled(
                new TreeMap<>(
                    Comparator.comparing((Function<String, Integer> & Serializable) String::length)
                        .thenComparing(Comparator.naturalOrder()))));
    add(kinds, "java.util.TreeSet", () -> new TreeSet<>(List.of("b", "a", "c")));
    add(kinds, "java.util.TreeSet, empty", () -> new TreeSet<>());
    add(
        kinds,
        "java.util.TreeSet, case-insensitive",
        () -> {
          TreeSet<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
          set.addAll(List.of("B", "a"));
          return set;
        });
    add(
        kinds,
        "java.util.TreeSet, by a lambda",
        () -> {
          TreeSet<String> set = new TreeSet<>(byLength());
          set.addAll(List.of("ccc", "a", "bb"));
          return set;
        });
  }

  private static Comparator<String> byLength() {
    return (Comparator<String> & Serializable) (a, b) -> Integer.compare(a.length(), b.length());
  }

  private static <M extends Map<String, Object>> M filled(M map) {
    map.put("b", new Date(1));
    map.put("A", "text");
    map.put("ccc", null);
    return map;
  }

  private static void enums(Map<String, Supplier<Object>> kinds) {
    add(
        kinds,
        "java.util.EnumMap",
        () -> new EnumMap<>(Map.of(TimeUnit.DAYS, new Date(1), TimeUnit.HOURS, "a")));
    add(kinds, "java.util.EnumMap, empty", () -> new EnumMap<>(TimeUnit.class));
    add(
        kinds,
        "java.util.EnumMap, with null",
        () -> {
          Map<TimeUnit, Object> map = new EnumMap<>(TimeUnit.class);
          map.put(TimeUnit.DAYS, null);
          return map;
        });
    add(kinds, "java.util.EnumSet", () -> EnumSet.of(TimeUnit.DAYS, TimeUnit.HOURS));
    add(kinds, "java.util.EnumSet, empty", () -> EnumSet.noneOf(TimeUnit.class));
    add(kinds, "java.util.EnumSet, of all", () -> EnumSet.allOf(TimeUnit.class));
    add(
        kinds,
        "java.util.EnumSet, of a large enum",
        () -> EnumSet.range(Character.UnicodeScript.LATIN, Character.UnicodeScript.HAN));
    add(
        kinds,
        "java.util.EnumSet, empty of a large enum",
        () -> EnumSet.noneOf(Character.UnicodeScript.class));
  }

  private static void otherMaps(Map<String, Supplier<Object>> kinds) {
    add(
        kinds,
        "java.util.IdentityHashMap",
        () -> {
          IdentityHashMap<Object, Object> map = new IdentityHashMap<>();
          map.put(TimeUnit.DAYS, new Date(1));
          map.put(String.class, "a");
          map.put(null, null);
          return map;
        });
    add(kinds, "java.util.IdentityHashMap, empty", () -> new IdentityHashMap<>());
    add(
        kinds,
        "java.util.IdentityHashMap, of equal keys",
        () -> {
          IdentityHashMap<Object, Object> map = new IdentityHashMap<>();
          map.put(new Date(1), "a");
          map.put(new Date(1), "a");
          return map;
        });
    add(
        kinds,
        "java.util.AbstractMap.SimpleEntry",
        () -> new AbstractMap.SimpleEntry<>("a", new Date(1)));
    add(
        kinds,
        "java.util.AbstractMap.SimpleImmutableEntry",
        () -> new AbstractMap.SimpleImmutableEntry<>("a", new Date(1)));
  }

  private static void concurrent(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.util.concurrent.ConcurrentHashMap", () -> new ConcurrentHashMap<>(named(12)));
    add(kinds, "java.util.concurrent.ConcurrentHashMap, empty", () -> new ConcurrentHashMap<>());
    add(
        kinds,
        "java.util.concurrent.ConcurrentHashMap, of 48",
        () -> new ConcurrentHashMap<>(numbered(48)));
    add(
        kinds,
        "java.util.concurrent.ConcurrentHashMap, grown",
        () -> {
          Map<Integer, Object> map = new ConcurrentHashMap<>();
          numbered(1_000).forEach(map::put);
          return map;
        });
    add(
        kinds,
        "java.util.concurrent.ConcurrentHashMap.newKeySet",
        () -> {
          Set<String> set = ConcurrentHashMap.newKeySet();
          set.addAll(List.of("a", "b"));
          return set;
        });
    add(
        kinds,
        "java.util.concurrent.ConcurrentHashMap.keySet",
        () -> new ConcurrentHashMap<>(named(5)).keySet());
    add(
        kinds,
        "java.util.concurrent.ConcurrentHashMap.values",
        () -> new ConcurrentHashMap<>(named(5)).values());
    add(
        kinds,
        "java.util.concurrent.ConcurrentHashMap.entrySet",
        () -> new ConcurrentHashMap<>(named(5)).entrySet());
    add(
        kinds,
        "java.util.concurrent.ConcurrentSkipListMap",
        () -> new ConcurrentSkipListMap<>(named(12)));
    add(
        kinds,
        "java.util.concurrent.ConcurrentSkipListMap, reversed",
        () -> {
          Map<String, Object> map = new ConcurrentSkipListMap<>(Comparator.reverseOrder());
          map.putAll(named(5));
          return map;
        });
    add(
        kinds,
        "java.util.concurrent.ConcurrentSkipListMap.subMap",
        () -> new ConcurrentSkipListMap<>(named(5)).subMap("name2", "name4"));
    add(
        kinds,
        "java.util.concurrent.ConcurrentSkipListSet",
        () -> new ConcurrentSkipListSet<>(List.of("b", "a")));
    add(
        kinds,
        "java.util.concurrent.ConcurrentLinkedQueue",
        () -> new ConcurrentLinkedQueue<>(List.of(new Date(1), "a")));
    add(
        kinds,
        "java.util.concurrent.ConcurrentLinkedDeque",
        () -> new ConcurrentLinkedDeque<>(List.of(new Date(1), "a")));
    add(
        kinds,
        "java.util.concurrent.LinkedBlockingQueue",
        () -> new LinkedBlockingQueue<>(List.of(new Date(1), "a")));
    add(
        kinds,
        "java.util.concurrent.LinkedBlockingDeque",
        () -> new LinkedBlockingDeque<>(List.of(new Date(1), "a")));
    add(
        kinds,
        "java.util.concurrent.LinkedTransferQueue",
        () -> new LinkedTransferQueue<>(List.of(new Date(1), "a")));
    add(
        kinds,
        "java.util.concurrent.ArrayBlockingQueue",
        () -> new ArrayBlockingQueue<>(5, true, List.of(new Date(1), "a")));
    add(
        kinds,
        "java.util.concurrent.PriorityBlockingQueue",
        () -> new PriorityBlockingQueue<>(List.of(5, 3, 9)));
    add(kinds, "java.util.concurrent.SynchronousQueue", () -> new SynchronousQueue<>(true));
    add(
        kinds,
        "java.util.concurrent.CopyOnWriteArrayList",
        () -> new CopyOnWriteArrayList<>(mixed()));
    add(
        kinds,
        "java.util.concurrent.CopyOnWriteArraySet",
        () -> new CopyOnWriteArraySet<>(mixed()));
  }

  private static void fixed(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.util.List.of", () -> List.of());
    add(kinds, "java.util.List.of, one", () -> List.of("a"));
    add(kinds, "java.util.List.of, two", () -> List.of("a", new Date(1)));
    add(kinds, "java.util.List.of, many values", () -> List.of(1, 2, 3, 4, 5, 6, 7, 8));
    add(kinds, "java.util.List.of, many", () -> List.of(1, "b", new Date(3), List.of(4)));
    add(kinds, "java.util.List.copyOf", () -> List.copyOf(new ArrayList<>(List.of("a", "b", "c"))));
    add(kinds, "java.util.Set.of", () -> Set.of());
    add(kinds, "java.util.Set.of, one", () -> Set.of(new Date(1)));
    add(kinds, "java.util.Set.of, two", () -> Set.of("a", new Date(1)));
    add(kinds, "java.util.Set.of, many", () -> Set.of("a", 2, new Date(3), List.of(4)));
    add(kinds, "java.util.Set.copyOf, 48", () -> Set.copyOf(named(48).keySet()));
    add(kinds, "java.util.Map.of", () -> Map.of());
    add(kinds, "java.util.Map.of, one", () -> Map.of("a", new Date(1)));
    add(kinds, "java.util.Map.of, many", () -> Map.of("a", 1, "b", new Date(2), "c", List.of(3)));
    for (int other = 2; other < 8; other++) { // two of them share a place with the first
      Date second = new Date(other);
      add(kinds, "java.util.Map.of, two, " + other, () -> Map.of(new Date(1), "a", second, "b"));
      add(kinds, "java.util.Set.of, dates, " + other, () -> Set.of(new Date(1), second));
    }
    add(kinds, "java.util.Map.copyOf, 48", () -> Map.copyOf(named(48)));
    add(kinds, "java.util.stream.Stream.toList", () -> Stream.of(1, null, new Date(1)).toList());
    add(kinds, "java.util.stream.Stream.toList, of values", () -> Stream.of("a", "b").toList());
    add(
        kinds,
        "java.util.stream.Collectors.toUnmodifiableMap",
        () -> Stream.of("a", "b").collect(Collectors.toUnmodifiableMap(a -> a, String::length)));
    add(
        kinds,
        "java.util.stream.Collectors.groupingBy",
        () -> Stream.of("a", "b", "cc").collect(Collectors.groupingBy(String::length)));
    add(
        kinds,
        "java.util.stream.Collectors.partitioningBy, copied",
        () ->
            new HashMap<>(
                Stream.of("a", "bb").collect(Collectors.partitioningBy(a -> a.length() > 1))));
  }

  private static void single(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.util.Collections.emptyList", () -> Collections.emptyList());
    add(kinds, "java.util.Collections.emptySet", () -> Collections.emptySet());
    add(kinds, "java.util.Collections.emptyMap", () -> Collections.emptyMap());
    add(kinds, "java.util.Collections.emptySortedSet", () -> Collections.emptySortedSet());
    add(kinds, "java.util.Collections.emptyNavigableMap", () -> Collections.emptyNavigableMap());
    add(kinds, "java.util.Collections.singletonList", () -> Collections.singletonList(new Date(1)));
    add(
        kinds,
        "java.util.Collections.singletonList, of null",
        () -> Collections.singletonList(null));
    add(kinds, "java.util.Collections.singleton", () -> Collections.singleton(new Date(1)));
    add(
        kinds,
        "java.util.Collections.singletonMap",
        () -> Collections.singletonMap("a", new Date(1)));
    add(kinds, "java.util.Collections.nCopies", () -> Collections.nCopies(3, new Date(1)));
    add(kinds, "java.util.Collections.nCopies, none", () -> Collections.nCopies(0, "a"));
  }

  private static void unmodifiable(Map<String, Supplier<Object>> kinds) {
    add(
        kinds,
        "java.util.Collections.unmodifiableCollection",
        () -> Collections.unmodifiableCollection(new ArrayDeque<>(List.of("a", new Date(1)))));
    add(
        kinds,
        "java.util.Collections.unmodifiableList",
        () -> Collections.unmodifiableList(new ArrayList<>(mixed())));
    add(
        kinds,
        "java.util.Collections.unmodifiableList, linked",
        () -> Collections.unmodifiableList(new LinkedList<>(mixed())));
    add(
        kinds,
        "java.util.Collections.unmodifiableSet",
        () -> Collections.unmodifiableSet(new HashSet<>(List.of("a", new Date(1)))));
    add(
        kinds,
        "java.util.Collections.unmodifiableSortedSet",
        () -> Collections.unmodifiableSortedSet(new TreeSet<>(List.of("b", "a"))));
    add(
        kinds,
        "java.util.Collections.unmodifiableNavigableSet",
        () -> Collections.unmodifiableNavigableSet(new TreeSet<>(List.of("b", "a"))));
    add(
        kinds,
        "java.util.Collections.unmodifiableMap",
        () -> Collections.unmodifiableMap(named(5)));
    add(
        kinds,
        "java.util.Collections.unmodifiableMap, with its views used",
        () -> {
          Map<String, Object> map = Collections.unmodifiableMap(named(5));
          map.keySet();
          map.entrySet();
          map.values();
          return map;
        });
    add(
        kinds,
        "java.util.Collections.unmodifiableSortedMap",
        () -> Collections.unmodifiableSortedMap(new TreeMap<>(named(5))));
    add(
        kinds,
        "java.util.Collections.unmodifiableNavigableMap",
        () -> Collections.unmodifiableNavigableMap(new TreeMap<>(named(5))));
    add(
        kinds,
        "java.util.Collections.unmodifiableSet, of entries",
        () ->
            Collections.unmodifiableSet(
                new HashSet<>(Set.of(new AbstractMap.SimpleEntry<>("a", 1)))));
  }

  private static void synchronizeds(Map<String, Supplier<Object>> kinds) {
    add(
        kinds,
        "java.util.Collections.synchronizedCollection",
        () -> Collections.synchronizedCollection(new ArrayDeque<>(List.of("a", new Date(1)))));
    add(
        kinds,
        "java.util.Collections.synchronizedList",
        () -> Collections.synchronizedList(new ArrayList<>(mixed())));
    add(
        kinds,
        "java.util.Collections.synchronizedList, linked",
        () -> Collections.synchronizedList(new LinkedList<>(mixed())));
    add(
        kinds,
        "java.util.Collections.synchronizedSet",
        () -> Collections.synchronizedSet(new HashSet<>(List.of("a", new Date(1)))));
    add(
        kinds,
        "java.util.Collections.synchronizedSortedSet",
        () -> Collections.synchronizedSortedSet(new TreeSet<>(List.of("b", "a"))));
    add(
        kinds,
        "java.util.Collections.synchronizedNavigableSet",
        () -> Collections.synchronizedNavigableSet(new TreeSet<>(List.of("b", "a"))));
    add(
        kinds,
        "java.util.Collections.synchronizedMap",
        () -> Collections.synchronizedMap(named(5)));
    add(
        kinds,
        "java.util.Collections.synchronizedMap, with its views used",
        () -> {
          Map<String, Object> map = Collections.synchronizedMap(named(5));
          map.keySet();
          map.entrySet();
          map.values();
          return map;
        });
    add(
        kinds,
        "java.util.Collections.synchronizedSortedMap",
        () -> Collections.synchronizedSortedMap(new TreeMap<>(named(5))));
    add(
        kinds,
        "java.util.Collections.synchronizedNavigableMap",
        () -> Collections.synchronizedNavigableMap(new TreeMap<>(named(5))));
  }

  private static void checked(Map<String, Supplier<Object>> kinds) {
    add(
        kinds,
        "java.util.Collections.checkedCollection",
        () -> {
          Collection<Date> collection = new ArrayList<>(List.of(new Date(1)));
          return Collections.checkedCollection(collection, Date.class);
        });
    add(
        kinds,
        "java.util.Collections.checkedList",
        () -> Collections.checkedList(new ArrayList<>(List.of("a", "b")), String.class));
    add(
        kinds,
        "java.util.Collections.checkedList, linked",
        () -> Collections.checkedList(new LinkedList<>(List.of("a", "b")), String.class));
    add(
        kinds,
        "java.util.Collections.checkedSet",
        () -> Collections.checkedSet(new HashSet<>(List.of("a", "b")), String.class));
    add(
        kinds,
        "java.util.Collections.checkedSortedSet",
        () -> Collections.checkedSortedSet(new TreeSet<>(List.of("a", "b")), String.class));
    add(
        kinds,
        "java.util.Collections.checkedNavigableSet",
        () -> Collections.checkedNavigableSet(new TreeSet<>(List.of("a", "b")), String.class));
    add(
        kinds,
        "java.util.Collections.checkedQueue",
        () -> {
          Queue<String> queue = new LinkedList<>(List.of("a", "b"));
          return Collections.checkedQueue(queue, String.class);
        });
    add(
        kinds,
        "java.util.Collections.checkedMap",
        () -> Collections.checkedMap(named(5), String.class, Object.class));
    add(
        kinds,
        "java.util.Collections.checkedSortedMap",
        () -> Collections.checkedSortedMap(new TreeMap<>(named(5)), String.class, Object.class));
    add(
        kinds,
        "java.util.Collections.checkedNavigableMap",
        () -> Collections.checkedNavigableMap(new TreeMap<>(named(5)), String.class, Object.class));
  }

  private static void views(Map<String, Supplier<Object>> kinds) {
    NavigableMap<String, Object> tree = new TreeMap<>(named(5));
    add(kinds, "java.util.TreeMap.subMap", () -> tree.subMap("name2", "name4"));
    add(kinds, "java.util.TreeMap.headMap", () -> tree.headMap("name3", true));
    add(kinds, "java.util.TreeMap.tailMap", () -> tree.tailMap("name3", false));
    add(kinds, "java.util.TreeMap.descendingMap", () -> tree.descendingMap());
    add(kinds, "java.util.TreeMap.firstEntry", () -> tree.firstEntry());
    add(
        kinds,
        "java.util.TreeSet.subSet",
        () -> new TreeSet<>(List.of("a", "b", "c")).subSet("a", "c"));
    add(
        kinds,
        "java.util.TreeSet.descendingSet",
        () -> new TreeSet<>(List.of("a", "b", "c")).descendingSet());
    add(
        kinds,
        "java.util.Collections.unmodifiableNavigableMap.descendingMap",
        () -> Collections.unmodifiableNavigableMap(tree).descendingMap());
    add(
        kinds,
        "java.util.Collections.unmodifiableList, of a synchronized one",
        () -> Collections.unmodifiableList(Collections.synchronizedList(new Vector<>(mixed()))));
  }

  private static void comparators(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.util.Comparator.naturalOrder", () -> Comparator.naturalOrder());
    add(kinds, "java.util.Comparator.reverseOrder", () -> Comparator.reverseOrder());
    add(
        kinds,
        "java.util.Comparator.nullsLast",
        () -> Comparator.nullsLast(String.CASE_INSENSITIVE_ORDER));
    add(
        kinds,
        "java.util.Comparator.thenComparing",
        () -> String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder()));
    add(
        kinds,
        "java.util.Collections.reverseOrder, of another",
        () -> Collections.reverseOrder(String.CASE_INSENSITIVE_ORDER));
    add(kinds, "java.lang.String.CASE_INSENSITIVE_ORDER", () -> String.CASE_INSENSITIVE_ORDER);
    add(kinds, "java.util.Map.Entry.comparingByKey", () -> Map.Entry.comparingByKey());
  }

  private static void nested(Map<String, Supplier<Object>> kinds) {
    add(
        kinds,
        "lists of maps of sets",
        () ->
            new ArrayList<>(
                List.of(
                    new HashMap<>(Map.of("a", new HashSet<>(Set.of(1, 2, 3)))),
                    new TreeMap<>(Map.of("b", new LinkedHashSet<>(List.of(3, 1, 2)))))));
    add(
        kinds,
        "maps by list, of lists",
        () ->
            new HashMap<>(
                Map.of(List.of("a", "b"), Arrays.asList(1, null), List.of(), List.of(Map.of()))));
    add(
        kinds,
        "a list under an unmodifiable view and beside it",
        () -> {
          List<Object> list = new ArrayList<>(List.of("a", new Date(1)));
          return new ArrayList<>(List.of(list, Collections.unmodifiableList(list)));
        });
    add(
        kinds,
        "a list shared by fixed lists",
        () -> {
          List<Object> list = new ArrayList<>(List.of("a"));
          return List.of(List.of(list), List.of(list, 1), Map.of("list", list));
        });
    add(
        kinds,
        "a list nested 90 deep",
        () -> {
          List<Object> list = new ArrayList<>();
          for (int i = 0; i < 90; i++) {
            list = new ArrayList<>(Arrays.asList(list, i));
          }
          return list;
        });
    add(
        kinds,
        "a list nested 300 deep",
        () -> {
          List<Object> list = new ArrayList<>();
          for (int i = 0; i < 300; i++) {
            list = new ArrayList<>(Arrays.asList(list, i));
          }
          return list;
        });
    add(
        kinds,
        "two maps in each other",
        () -> {
          Map<Object, Object> a = new LinkedHashMap<>();
          Map<Object, Object> b = new TreeMap<>();
          a.put("other", b);
          b.put("other", a);
          return a;
        });
    add(
        kinds,
        "a set as a key of a map in a set",
        () -> new HashSet<>(Set.of(new HashMap<>(Map.of(new HashSet<>(Set.of("a")), "b")))));
  }

  /** Adds the collections of newer JDKs. */
  private static void later(Map<String, Supplier<Object>> kinds) {
    if (Runtime.version().feature() < 22) {
      return;
    }
    add(
        kinds,
        "java.util.Collections.unmodifiableSequencedCollection",
        () -> wrapped("SequencedCollection", new ArrayList<>(mixed())));
    add(
        kinds,
        "java.util.Collections.unmodifiableSequencedSet",
        () -> wrapped("SequencedSet", new LinkedHashSet<>(mixed())));
    add(
        kinds,
        "java.util.Collections.unmodifiableSequencedMap",
        () -> wrapped("SequencedMap", named(5)));
    add(
        kinds,
        "java.text.ListFormat",
        () -> Class.forName("java.text.ListFormat").getMethod("getInstance").invoke(null));
  }

  private static Object wrapped(String type, Object of) throws Exception {
    return Collections.class
        .getMethod("unmodifiable" + type, Class.forName("java.util." + type))
        .invoke(null, of);
  }
}
