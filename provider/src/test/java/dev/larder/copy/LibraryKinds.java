package dev.larder.copy;

import static dev.larder.copy.Kinds.add;

import com.google.common.base.CaseFormat;
import com.google.common.base.Equivalence;
import com.google.common.base.Functions;
import com.google.common.base.Predicates;
import com.google.common.base.Suppliers;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ArrayTable;
import com.google.common.collect.ConcurrentHashMultiset;
import com.google.common.collect.ContiguousSet;
import com.google.common.collect.DiscreteDomain;
import com.google.common.collect.EnumBiMap;
import com.google.common.collect.EnumMultiset;
import com.google.common.collect.EvictingQueue;
import com.google.common.collect.HashBasedTable;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableBiMap;
import com.google.common.collect.ImmutableClassToInstanceMap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.ImmutableRangeMap;
import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.LinkedListMultimap;
import com.google.common.collect.Lists;
import com.google.common.collect.Maps;
import com.google.common.collect.MutableClassToInstanceMap;
import com.google.common.collect.Ordering;
import com.google.common.collect.Range;
import com.google.common.collect.Sets;
import com.google.common.collect.TreeBasedTable;
import com.google.common.collect.TreeMultimap;
import com.google.common.collect.TreeMultiset;
import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.math.Stats;
import com.google.common.net.HostAndPort;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import com.google.common.primitives.Ints;
import com.google.common.primitives.UnsignedInteger;
import com.google.common.primitives.UnsignedLong;
import com.google.common.reflect.TypeToken;
import com.google.common.util.concurrent.AtomicDouble;
import com.google.common.util.concurrent.AtomicDoubleArray;
import com.google.common.util.concurrent.AtomicLongMap;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Int32Value;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.vavr.Lazy;
import io.vavr.Tuple;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Try;
import io.vavr.control.Validation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.commons.lang3.CharSet;
import org.apache.commons.lang3.IntegerRange;
import org.apache.commons.lang3.exception.ContextedRuntimeException;
import org.apache.commons.lang3.math.Fraction;
import org.apache.commons.lang3.mutable.MutableBoolean;
import org.apache.commons.lang3.mutable.MutableInt;
import org.apache.commons.lang3.mutable.MutableObject;
import org.apache.commons.lang3.time.FastDateFormat;
import org.apache.commons.lang3.tuple.ImmutablePair;
import org.apache.commons.lang3.tuple.ImmutableTriple;
import org.apache.commons.lang3.tuple.MutablePair;
import org.apache.commons.lang3.tuple.MutableTriple;
import org.javamoney.moneta.FastMoney;
import org.javamoney.moneta.Money;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.joda.time.chrono.BuddhistChronology;
import org.joda.time.chrono.GJChronology;
import org.joda.time.chrono.ISOChronology;
import scala.jdk.javaapi.CollectionConverters;

/** Values of classes of libraries. */
@SuppressWarnings({"JavaUtilDate", "deprecation"}) // what others use is copied
final class LibraryKinds {
  private LibraryKinds() {}

  static void addTo(Map<String, Supplier<Object>> kinds) {
    guavaFixed(kinds);
    guavaCollections(kinds);
    guavaValues(kinds);
    kotlin(kinds);
    scalaValues(kinds);
    scalaCollections(kinds);
    vavr(kinds);
    jodaTime(kinds);
    money(kinds);
    protobuf(kinds);
    commonsLang(kinds);
  }

  private static void guavaFixed(Map<String, Supplier<Object>> kinds) {
    String guava = "com.google.common.collect.";
    add(kinds, guava + "ImmutableList", () -> ImmutableList.of("a", new Date(1)));
    add(kinds, guava + "ImmutableList, empty", () -> ImmutableList.of());
    add(kinds, guava + "ImmutableList, reversed", () -> ImmutableList.of("a", "b").reverse());
    add(kinds, guava + "ImmutableList.subList", () -> ImmutableList.of(1, 2, 3, 4).subList(1, 3));
    add(kinds, guava + "ImmutableSet", () -> ImmutableSet.of("b", "a", new Date(1)));
    add(
        kinds,
        guava + "ImmutableSet, of enums",
        () -> Sets.immutableEnumSet(TimeUnit.DAYS, TimeUnit.HOURS));
    add(kinds, guava + "ImmutableMap", () -> ImmutableMap.of("b", 1, "a", new Date(1)));
    add(kinds, guava + "ImmutableMap, of one", () -> ImmutableMap.of("a", new Date(1)));
    add(
        kinds,
        guava + "ImmutableMap, by enum",
        () -> Maps.immutableEnumMap(Map.of(TimeUnit.DAYS, new Date(1), TimeUnit.HOURS, "a")));
    add(kinds, guava + "ImmutableMap.values", () -> ImmutableMap.of("b", 1, "a", 2).values());
    add(kinds, guava + "ImmutableMap.entrySet", () -> ImmutableMap.of("b", 1, "a", 2).entrySet());
    add(kinds, guava + "ImmutableSortedSet", () -> ImmutableSortedSet.of("b", "a"));
    add(
        kinds,
        guava + "ImmutableSortedSet, in another order",
        () -> ImmutableSortedSet.orderedBy(String.CASE_INSENSITIVE_ORDER).add("B", "a").build());
    add(kinds, guava + "ImmutableSortedMap", () -> ImmutableSortedMap.of("b", 1, "a", 2));
    add(kinds, guava + "ImmutableBiMap", () -> ImmutableBiMap.of("b", 1, "a", 2));
    add(kinds, guava + "ImmutableMultiset", () -> ImmutableMultiset.of("a", "b", "a"));
    add(kinds, guava + "ImmutableListMultimap", () -> ImmutableListMultimap.of("a", 1, "a", 2));
    add(kinds, guava + "ImmutableSetMultimap", () -> ImmutableSetMultimap.of("a", 1, "b", 2));
    add(kinds, guava + "ImmutableTable", () -> ImmutableTable.of("row", "column", new Date(1)));
    add(
        kinds,
        guava + "ImmutableTable, of several",
        () ->
            ImmutableTable.builder()
                .put("a", "x", 1)
                .put("a", "y", 2)
                .put("b", "x", new Date(1))
                .build());
    add(kinds, guava + "ImmutableRangeSet", () -> ImmutableRangeSet.of(Range.closed(1, 5)));
    add(
        kinds,
        guava + "ImmutableRangeMap",
        () -> ImmutableRangeMap.of(Range.open(1, 5), new Date(1)));
    add(
        kinds,
        guava + "ImmutableClassToInstanceMap",
        () -> ImmutableClassToInstanceMap.of(String.class, "a"));
    add(kinds, guava + "Range", () -> Range.closedOpen(1, 5));
    add(kinds, guava + "Range, of all", () -> Range.all());
    add(
        kinds,
        guava + "ContiguousSet",
        () -> ContiguousSet.create(Range.closed(1, 5), DiscreteDomain.integers()));
  }

  private static void guavaCollections(Map<String, Supplier<Object>> kinds) {
    String guava = "com.google.common.collect.";
    ImmutableListMultimap<String, Integer> some = ImmutableListMultimap.of("b", 1, "a", 2, "b", 3);
    add(kinds, guava + "ArrayListMultimap", () -> ArrayListMultimap.create(some));
    add(kinds, guava + "HashMultimap", () -> HashMultimap.create(some));
    add(kinds, guava + "LinkedHashMultimap", () -> LinkedHashMultimap.create(some));
    add(kinds, guava + "LinkedListMultimap", () -> LinkedListMultimap.create(some));
    add(kinds, guava + "TreeMultimap", () -> TreeMultimap.create(some));
    add(kinds, guava + "HashMultiset", () -> HashMultiset.create(List.of("a", "b", "a")));
    add(kinds, guava + "LinkedHashMultiset", () -> LinkedHashMultiset.create(List.of("b", "a")));
    add(kinds, guava + "TreeMultiset", () -> TreeMultiset.create(List.of("b", "a", "b")));
    add(kinds, guava + "ConcurrentHashMultiset", () -> ConcurrentHashMultiset.create(List.of("a")));
    add(kinds, guava + "EnumMultiset", () -> EnumMultiset.create(List.of(TimeUnit.DAYS)));
    add(kinds, guava + "HashBiMap", () -> HashBiMap.create(Map.of("a", 1, "b", 2)));
    add(
        kinds,
        guava + "EnumBiMap",
        () -> EnumBiMap.create(Map.of(TimeUnit.DAYS, Thread.State.NEW)));
    add(
        kinds,
        guava + "HashBasedTable",
        () -> HashBasedTable.create(ImmutableTable.of("row", "column", new Date(1))));
    add(
        kinds,
        guava + "TreeBasedTable",
        () -> {
          TreeBasedTable<String, String, Object> table = TreeBasedTable.create();
          table.put("b", "x", 1);
          table.put("a", "y", new Date(1));
          return table;
        });
    add(
        kinds,
        guava + "ArrayTable",
        () -> {
          ArrayTable<String, String, Object> table =
              ArrayTable.create(List.of("a", "b"), List.of("x", "y"));
          table.put("a", "y", new Date(1));
          return table;
        });
    add(
        kinds,
        guava + "EvictingQueue",
        () -> {
          EvictingQueue<Object> queue = EvictingQueue.create(2);
          queue.addAll(List.of(1, new Date(2), 3));
          return queue;
        });
    add(
        kinds,
        guava + "MutableClassToInstanceMap",
        () -> {
          MutableClassToInstanceMap<Object> map = MutableClassToInstanceMap.create();
          map.putInstance(Date.class, new Date(1));
          return map;
        });
    add(
        kinds,
        guava + "Lists.transform",
        () -> Lists.transform(List.of(1, 2), Functions.toStringFunction()));
    add(kinds, guava + "Lists.asList", () -> Lists.asList("a", new String[] {"b"}));
    add(kinds, guava + "Maps.immutableEntry", () -> Maps.immutableEntry("a", new Date(1)));
    add(
        kinds,
        guava + "Maps.unmodifiableBiMap",
        () -> Maps.unmodifiableBiMap(HashBiMap.create(Map.of("a", 1))));
    add(kinds, guava + "Ordering", () -> Ordering.natural().nullsFirst().reverse());
    add(kinds, "com.google.common.primitives.Ints.asList", () -> Ints.asList(1, 2, 3));
    add(kinds, "com.google.common.primitives.ImmutableIntArray", () -> ImmutableIntArray.of(1, 2));
    add(
        kinds,
        "com.google.common.primitives.ImmutableLongArray",
        () -> ImmutableLongArray.of(1, 2));
    add(
        kinds,
        "com.google.common.primitives.ImmutableDoubleArray",
        () -> ImmutableDoubleArray.of(1, 2));
  }

  private static void guavaValues(Map<String, Supplier<Object>> kinds) {
    add(
        kinds,
        "com.google.common.base.Optional",
        () -> com.google.common.base.Optional.of(new Date(1)));
    add(
        kinds,
        "com.google.common.base.Optional, absent",
        () -> com.google.common.base.Optional.absent());
    add(
        kinds,
        "com.google.common.base.Converter",
        () -> CaseFormat.LOWER_CAMEL.converterTo(CaseFormat.UPPER_UNDERSCORE));
    add(kinds, "com.google.common.base.Predicate", () -> Predicates.in(List.of("a", "b")));
    add(kinds, "com.google.common.base.Supplier", () -> Suppliers.ofInstance(new Date(1)));
    add(
        kinds,
        "com.google.common.base.Supplier, remembering",
        () -> Suppliers.memoize(Suppliers.ofInstance("a")));
    add(kinds, "com.google.common.base.Equivalence.Wrapper", () -> Equivalence.equals().wrap("a"));
    add(
        kinds,
        "com.google.common.hash.HashCode",
        () -> HashCode.fromBytes(new byte[] {1, 2, 3, 4}));
    add(kinds, "com.google.common.hash.HashFunction", () -> Hashing.murmur3_128(5));
    add(
        kinds,
        "com.google.common.hash.BloomFilter",
        () -> {
          BloomFilter<CharSequence> filter =
              BloomFilter.create(Funnels.stringFunnel(StandardCharsets.UTF_8), 100);
          filter.put("a");
          return filter;
        });
    add(kinds, "com.google.common.math.Stats", () -> Stats.of(1, 2, 3));
    add(kinds, "com.google.common.net.HostAndPort", () -> HostAndPort.fromParts("host", 80));
    add(
        kinds,
        "com.google.common.primitives.UnsignedInteger",
        () -> UnsignedInteger.fromIntBits(-1));
    add(kinds, "com.google.common.primitives.UnsignedLong", () -> UnsignedLong.fromLongBits(-1));
    add(kinds, "com.google.common.reflect.TypeToken", () -> new TypeToken<List<String>>() {});
    add(kinds, "com.google.common.util.concurrent.AtomicDouble", () -> new AtomicDouble(1.5));
    add(
        kinds,
        "com.google.common.util.concurrent.AtomicDoubleArray",
        () -> new AtomicDoubleArray(new double[] {1.5, -0.0}));
    add(
        kinds,
        "com.google.common.util.concurrent.AtomicLongMap",
        () -> AtomicLongMap.create(Map.of("a", 1L)));
  }

  private static void kotlin(Map<String, Supplier<Object>> kinds) {
    add(kinds, "kotlin.Pair", () -> new kotlin.Pair<>("a", new Date(1)));
    add(kinds, "kotlin.Triple", () -> new kotlin.Triple<>("a", 2, new Date(1)));
    add(kinds, "kotlin.Lazy", () -> kotlin.LazyKt.lazy(() -> "value"));
    add(
        kinds,
        "kotlin.text.Regex",
        () -> new kotlin.text.Regex("a+", kotlin.text.RegexOption.IGNORE_CASE));
    add(
        kinds,
        "kotlin.collections.listOf",
        () -> kotlin.collections.CollectionsKt.listOf("a", new Date(1)));
    add(
        kinds,
        "kotlin.collections.listOf, one",
        () -> kotlin.collections.CollectionsKt.listOf(new Date(1)));
    add(kinds, "kotlin.collections.emptyList", () -> kotlin.collections.CollectionsKt.emptyList());
    add(kinds, "kotlin.collections.emptySet", () -> kotlin.collections.SetsKt.emptySet());
    add(kinds, "kotlin.collections.emptyMap", () -> kotlin.collections.MapsKt.emptyMap());
    add(kinds, "kotlin.collections.setOf", () -> kotlin.collections.SetsKt.setOf("b", "a"));
    add(
        kinds,
        "kotlin.collections.mapOf",
        () ->
            kotlin.collections.MapsKt.mapOf(new kotlin.Pair<>("b", 1), new kotlin.Pair<>("a", 2)));
    add(
        kinds,
        "kotlin.collections.buildList",
        () -> {
          List<Object> list = kotlin.collections.CollectionsKt.createListBuilder();
          list.addAll(List.of("a", new Date(1)));
          return kotlin.collections.CollectionsKt.build(list);
        });
    add(
        kinds,
        "kotlin.collections.buildSet",
        () -> {
          Set<Object> set = kotlin.collections.SetsKt.createSetBuilder();
          set.addAll(List.of("b", "a", new Date(1)));
          return kotlin.collections.SetsKt.build(set);
        });
    add(
        kinds,
        "kotlin.collections.buildMap",
        () -> {
          Map<Object, Object> map = kotlin.collections.MapsKt.createMapBuilder();
          map.put("b", 1);
          map.put("a", new Date(1));
          return kotlin.collections.MapsKt.build(map);
        });
    add(kinds, "kotlin.random.Random", () -> kotlin.random.Random.Default);
    add(kinds, "kotlin.random.Random, seeded", () -> kotlin.random.RandomKt.Random(5));
    add(kinds, "kotlin.time.DurationUnit", () -> kotlin.time.DurationUnit.SECONDS);
    add(kinds, "kotlin.time.Instant", () -> kotlin.time.Instant.Companion.fromEpochSeconds(5, 6));
    add(kinds, "kotlin.uuid.Uuid", () -> kotlin.uuid.Uuid.Companion.fromLongs(1, 2));
    add(
        kinds,
        "kotlin.UninitializedPropertyAccessException",
        () -> new kotlin.UninitializedPropertyAccessException("message"));
  }

  private static void scalaValues(Map<String, Supplier<Object>> kinds) {
    add(kinds, "scala.Some", () -> scala.Some.apply(new Date(1)));
    add(kinds, "scala.None", () -> scala.Option.empty());
    add(kinds, "scala.Tuple2", () -> new scala.Tuple2<>("a", new Date(1)));
    add(kinds, "scala.Tuple2, of ints", () -> new scala.Tuple2$mcII$sp(1, 2));
    add(kinds, "scala.Tuple3", () -> new scala.Tuple3<>("a", 2, new Date(1)));
    add(kinds, "scala.util.Left", () -> scala.util.Left.apply("a"));
    add(kinds, "scala.util.Success", () -> new scala.util.Success<>(new Date(1)));
    add(
        kinds,
        "scala.util.Failure",
        () -> new scala.util.Failure<>(new IllegalStateException("message")));
    add(kinds, "scala.Symbol", () -> scala.Symbol.apply("name"));
    add(kinds, "scala.math.BigInt", () -> scala.math.BigInt.apply("12345678901234567890"));
    add(kinds, "scala.math.BigDecimal", () -> scala.math.BigDecimal.exact("1.50"));
    add(
        kinds,
        "scala.util.matching.Regex",
        () ->
            new scala.util.matching.Regex(
                "a(b)", CollectionConverters.asScala(List.of("name")).toSeq()));
    add(
        kinds,
        "scala.concurrent.duration.FiniteDuration",
        () -> scala.concurrent.duration.Duration.create(5, TimeUnit.SECONDS));
    add(kinds, "scala.runtime.BoxedUnit", () -> scala.runtime.BoxedUnit.UNIT);
    add(kinds, "scala.runtime.IntRef", () -> scala.runtime.IntRef.create(5));
  }

  private static void scalaCollections(Map<String, Supplier<Object>> kinds) {
    String fixed = "scala.collection.immutable.";
    String mutable = "scala.collection.mutable.";
    add(kinds, fixed + "Nil", () -> scala.collection.immutable.Nil$.MODULE$);
    add(kinds, fixed + "List", () -> scala(1, "a", new Date(1)).toList());
    add(kinds, fixed + "Vector", () -> scala(1, "a", new Date(1)).toVector());
    add(
        kinds,
        fixed + "Vector, of many",
        () -> scala.collection.immutable.Range$.MODULE$.apply(0, 2_000).toVector());
    add(kinds, fixed + "Set, of two", () -> scala("a", "b").toSet());
    add(kinds, fixed + "HashSet", () -> scala("a", "b", "c", "d", "e", "f").toSet());
    add(
        kinds,
        fixed + "Map, of two",
        () -> scala.collection.immutable.Map$.MODULE$.from(entries(2)));
    add(kinds, fixed + "HashMap", () -> scala.collection.immutable.Map$.MODULE$.from(entries(20)));
    add(
        kinds,
        fixed + "ListMap",
        () -> scala.collection.immutable.ListMap$.MODULE$.from(entries(5)));
    add(
        kinds,
        fixed + "TreeMap",
        () ->
            scala.collection.immutable.TreeMap$.MODULE$.from(
                entries(5), scala.math.Ordering.String$.MODULE$));
    add(kinds, fixed + "Range", () -> scala.collection.immutable.Range$.MODULE$.inclusive(1, 9, 2));
    add(
        kinds,
        fixed + "BitSet",
        () -> scala.collection.immutable.BitSet$.MODULE$.fromBitMask(new long[] {5, 6}));
    add(
        kinds,
        fixed + "ArraySeq",
        () -> scala.collection.immutable.ArraySeq.unsafeWrapArray(new int[] {1, 2}));
    add(kinds, fixed + "Queue", () -> scala.collection.immutable.Queue$.MODULE$.from(scala(1, 2)));
    add(
        kinds,
        mutable + "ArrayBuffer",
        () -> scala.collection.mutable.ArrayBuffer$.MODULE$.from(scala(1, new Date(1))));
    add(
        kinds,
        mutable + "ListBuffer",
        () -> scala.collection.mutable.ListBuffer$.MODULE$.from(scala(1, new Date(1))));
    add(
        kinds,
        mutable + "HashMap",
        () -> scala.collection.mutable.HashMap$.MODULE$.from(entries(5)));
    add(
        kinds,
        mutable + "LinkedHashMap",
        () -> scala.collection.mutable.LinkedHashMap$.MODULE$.from(entries(5)));
    add(
        kinds,
        mutable + "HashSet",
        () -> scala.collection.mutable.HashSet$.MODULE$.from(scala("a", "b")));
    add(
        kinds,
        "scala.collection.convert.JavaCollectionWrappers",
        () -> CollectionConverters.asScala(new ArrayList<Object>(List.of("a", new Date(1)))));
    add(
        kinds,
        "scala.collection.convert.JavaCollectionWrappers, for Java",
        () -> CollectionConverters.asJava(scala("a", new Date(1)).toList()));
  }

  private static scala.collection.Seq<Object> scala(Object... elements) {
    return CollectionConverters.<Object>asScala(List.of(elements)).toSeq();
  }

  private static scala.collection.Seq<scala.Tuple2<String, Object>> entries(int size) {
    List<scala.Tuple2<String, Object>> entries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      entries.add(new scala.Tuple2<>("name" + i, new Date(i)));
    }
    return CollectionConverters.asScala(entries).toSeq();
  }

  private static void vavr(Map<String, Supplier<Object>> kinds) {
    String collection = "io.vavr.collection.";
    add(kinds, "io.vavr.Tuple2", () -> Tuple.of("a", new Date(1)));
    add(kinds, "io.vavr.Tuple3", () -> Tuple.of("a", 2, new Date(1)));
    add(kinds, "io.vavr.control.Option", () -> Option.of(new Date(1)));
    add(kinds, "io.vavr.control.Option, none", () -> Option.none());
    add(kinds, "io.vavr.control.Either", () -> Either.right(new Date(1)));
    add(kinds, "io.vavr.control.Try", () -> Try.success(new Date(1)));
    add(
        kinds,
        "io.vavr.control.Try, failed",
        () -> Try.failure(new IllegalStateException("message")));
    add(kinds, "io.vavr.control.Validation", () -> Validation.invalid("reason"));
    add(
        kinds,
        "io.vavr.Lazy",
        () -> {
          Lazy<String> lazy = Lazy.of(() -> "value");
          lazy.get();
          return lazy;
        });
    add(kinds, collection + "List", () -> io.vavr.collection.List.of("a", new Date(1)));
    add(kinds, collection + "List, empty", () -> io.vavr.collection.List.empty());
    add(kinds, collection + "Vector", () -> io.vavr.collection.Vector.of("a", new Date(1)));
    add(kinds, collection + "Vector, of many", () -> io.vavr.collection.Vector.range(0, 1_000));
    add(kinds, collection + "Array", () -> io.vavr.collection.Array.of("a", new Date(1)));
    add(kinds, collection + "Queue", () -> io.vavr.collection.Queue.of("a", "b"));
    add(kinds, collection + "Stream", () -> io.vavr.collection.Stream.of("a", "b"));
    add(kinds, collection + "CharSeq", () -> io.vavr.collection.CharSeq.of("text"));
    add(kinds, collection + "HashSet", () -> io.vavr.collection.HashSet.of("a", "b", "c"));
    add(kinds, collection + "LinkedHashSet", () -> io.vavr.collection.LinkedHashSet.of("b", "a"));
    add(kinds, collection + "TreeSet", () -> io.vavr.collection.TreeSet.of("b", "a"));
    add(kinds, collection + "BitSet", () -> io.vavr.collection.BitSet.of(1, 70));
    add(
        kinds,
        collection + "HashMap",
        () -> io.vavr.collection.HashMap.of("b", 1, "a", new Date(1)));
    add(
        kinds,
        collection + "LinkedHashMap",
        () -> io.vavr.collection.LinkedHashMap.of("b", 1, "a", new Date(1)));
    add(kinds, collection + "TreeMap", () -> io.vavr.collection.TreeMap.of("b", 1, "a", 2));
    add(kinds, collection + "PriorityQueue", () -> io.vavr.collection.PriorityQueue.of(5, 3, 9));
    add(
        kinds,
        collection + "Tree",
        () -> io.vavr.collection.Tree.of("a", io.vavr.collection.Tree.of("b")));
    add(
        kinds,
        collection + "HashMultimap",
        () -> io.vavr.collection.HashMultimap.withSeq().of("a", 1, "a", 2));
  }

  private static void jodaTime(Map<String, Supplier<Object>> kinds) {
    DateTimeZone berlin = DateTimeZone.forID("Europe/Berlin");
    add(kinds, "org.joda.time.DateTime", () -> new DateTime(5, berlin));
    add(
        kinds,
        "org.joda.time.DateTime, Buddhist",
        () -> new DateTime(5, BuddhistChronology.getInstance(berlin)));
    add(kinds, "org.joda.time.MutableDateTime", () -> new org.joda.time.MutableDateTime(5, berlin));
    add(kinds, "org.joda.time.Instant", () -> org.joda.time.Instant.ofEpochMilli(5));
    add(kinds, "org.joda.time.LocalDate", () -> new org.joda.time.LocalDate(2024, 2, 29));
    add(kinds, "org.joda.time.LocalTime", () -> new org.joda.time.LocalTime(12, 34));
    add(
        kinds,
        "org.joda.time.LocalDateTime",
        () -> new org.joda.time.LocalDateTime(2024, 2, 29, 12, 34));
    add(kinds, "org.joda.time.YearMonth", () -> new org.joda.time.YearMonth(2024, 2));
    add(kinds, "org.joda.time.MonthDay", () -> new org.joda.time.MonthDay(2, 29));
    add(kinds, "org.joda.time.Duration", () -> org.joda.time.Duration.millis(5));
    add(kinds, "org.joda.time.Period", () -> new org.joda.time.Period(1, 2, 3, 4));
    add(kinds, "org.joda.time.Interval", () -> new org.joda.time.Interval(5, 6, berlin));
    add(kinds, "org.joda.time.Days", () -> org.joda.time.Days.days(70));
    add(
        kinds,
        "org.joda.time.Partial",
        () -> new org.joda.time.Partial(org.joda.time.DateTimeFieldType.dayOfMonth(), 5));
    add(kinds, "org.joda.time.DateTimeZone", () -> berlin);
    add(kinds, "org.joda.time.DateTimeZone, fixed", () -> DateTimeZone.forOffsetHours(2));
    add(kinds, "org.joda.time.DateTimeZone, UTC", () -> DateTimeZone.UTC);
    add(kinds, "org.joda.time.chrono.ISOChronology", () -> ISOChronology.getInstance(berlin));
    add(kinds, "org.joda.time.chrono.GJChronology", () -> GJChronology.getInstance(berlin));
    add(kinds, "org.joda.time.DateTimeFieldType", () -> org.joda.time.DateTimeFieldType.year());
    add(kinds, "org.joda.time.DurationFieldType", () -> org.joda.time.DurationFieldType.days());
    add(kinds, "org.joda.time.PeriodType", () -> org.joda.time.PeriodType.yearMonthDay());
    add(kinds, "org.joda.time.DateTime.Property", () -> new DateTime(5, berlin).dayOfMonth());
  }

  private static void money(Map<String, Supplier<Object>> kinds) {
    add(kinds, "org.javamoney.moneta.Money", () -> Money.of(new BigDecimal("12.34"), "EUR"));
    add(kinds, "org.javamoney.moneta.FastMoney", () -> FastMoney.of(12.34, "USD"));
    add(
        kinds,
        "org.javamoney.moneta.RoundedMoney",
        () ->
            org.javamoney.moneta.RoundedMoney.of(
                new BigDecimal("12.34"), javax.money.Monetary.getCurrency("EUR")));
    add(kinds, "javax.money.CurrencyUnit", () -> javax.money.Monetary.getCurrency("EUR"));
    add(kinds, "javax.money.MonetaryContext", () -> Money.of(5, "EUR").getContext());
    add(
        kinds,
        "javax.money.UnknownCurrencyException",
        () -> new javax.money.UnknownCurrencyException("XXY"));
  }

  private static void protobuf(Map<String, Supplier<Object>> kinds) {
    String protobuf = "com.google.protobuf.";
    com.google.protobuf.Timestamp timestamp =
        com.google.protobuf.Timestamp.newBuilder().setSeconds(5).setNanos(6).build();
    add(
        kinds,
        protobuf + "Timestamp",
        () -> com.google.protobuf.Timestamp.newBuilder(timestamp).build());
    add(
        kinds,
        protobuf + "Duration",
        () -> com.google.protobuf.Duration.newBuilder().setSeconds(5).build());
    add(kinds, protobuf + "Empty", () -> com.google.protobuf.Empty.getDefaultInstance());
    add(kinds, protobuf + "StringValue", () -> StringValue.of("text"));
    add(kinds, protobuf + "Int32Value", () -> Int32Value.of(5));
    add(kinds, protobuf + "Any", () -> Any.pack(timestamp));
    add(kinds, protobuf + "FieldMask", () -> FieldMask.newBuilder().addPaths("a.b").build());
    add(
        kinds,
        protobuf + "Struct",
        () ->
            Struct.newBuilder()
                .putFields("a", Value.newBuilder().setNumberValue(5).build())
                .putFields(
                    "b",
                    Value.newBuilder()
                        .setListValue(
                            ListValue.newBuilder()
                                .addValues(Value.newBuilder().setStringValue("text")))
                        .build())
                .build());
    add(
        kinds,
        protobuf + "DescriptorProtos.FileDescriptorProto",
        () -> DescriptorProtos.getDescriptor().toProto());
    add(kinds, protobuf + "ByteString", () -> ByteString.copyFromUtf8("text"));
    add(kinds, protobuf + "ByteString, empty", () -> ByteString.EMPTY);
    add(
        kinds,
        protobuf + "ByteString, a rope",
        () -> ByteString.copyFrom(new byte[5_000]).concat(ByteString.copyFrom(new byte[5_000])));
    add(
        kinds,
        protobuf + "ByteString, a part",
        () -> ByteString.copyFromUtf8("text").substring(1, 3));
    add(
        kinds,
        protobuf + "InvalidProtocolBufferException",
        () -> new InvalidProtocolBufferException("message"));
    add(
        kinds,
        protobuf + "messages in a list",
        () -> new ArrayList<>(List.of(timestamp, timestamp)));
  }

  private static void commonsLang(Map<String, Supplier<Object>> kinds) {
    String lang = "org.apache.commons.lang3.";
    add(kinds, lang + "tuple.ImmutablePair", () -> ImmutablePair.of("a", new Date(1)));
    add(kinds, lang + "tuple.ImmutablePair, of nulls", () -> ImmutablePair.nullPair());
    add(kinds, lang + "tuple.MutablePair", () -> MutablePair.of("a", new Date(1)));
    add(kinds, lang + "tuple.ImmutableTriple", () -> ImmutableTriple.of("a", 2, new Date(1)));
    add(kinds, lang + "tuple.MutableTriple", () -> MutableTriple.of("a", 2, new Date(1)));
    add(kinds, lang + "mutable.MutableInt", () -> new MutableInt(5));
    add(kinds, lang + "mutable.MutableBoolean", () -> new MutableBoolean(true));
    add(kinds, lang + "mutable.MutableObject", () -> new MutableObject<>(new Date(1)));
    add(kinds, lang + "IntegerRange", () -> IntegerRange.of(1, 5));
    add(kinds, lang + "Range", () -> org.apache.commons.lang3.Range.of("a", "b"));
    add(kinds, lang + "CharSet", () -> CharSet.getInstance("^aeiou"));
    add(kinds, lang + "math.Fraction", () -> Fraction.getFraction(3, 4));
    add(kinds, lang + "time.FastDateFormat", () -> FastDateFormat.getInstance("yyyy-MM-dd"));
    add(
        kinds,
        lang + "exception.ContextedRuntimeException",
        () -> new ContextedRuntimeException("message").addContextValue("label", 5));
  }

  /** A class with fields of classes of libraries. */
  static final class Mixed implements java.io.Serializable {
    ImmutableList<OwnKinds.Item> items = ImmutableList.of(new OwnKinds.Item("a", 1));
    HashMultimap<String, OwnKinds.Point> points =
        HashMultimap.create(ImmutableListMultimap.of("a", new OwnKinds.Point(1, 2)));
    com.google.common.base.Optional<Date> date = com.google.common.base.Optional.of(new Date(1));
    org.joda.time.LocalDate day = new org.joda.time.LocalDate(2024, 2, 29);
    io.vavr.collection.List<OwnKinds.Item> list =
        io.vavr.collection.List.of(new OwnKinds.Item("b", 2));
    kotlin.Pair<String, OwnKinds.Item> pair = new kotlin.Pair<>("c", items.get(0));
    Map<TimeUnit, ImmutableMap<String, Object>> nested =
        new EnumMap<>(Map.of(TimeUnit.DAYS, ImmutableMap.of("d", items.get(0))));
    Money price = Money.of(5, "EUR");
  }
}
