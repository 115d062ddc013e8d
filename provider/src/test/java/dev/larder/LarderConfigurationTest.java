package dev.larder;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.iterableWithSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.config.Samples;
import dev.larder.store.StoreFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LarderConfigurationTest {
  private static <T> Factory<T> factory(Class<? extends T> type) {
    return FactoryBuilder.factoryOf(type.getName());
  }

  private static LarderConfigurationBuilder<Object, Object> builder() {
    return LarderConfiguration.builder(Object.class, Object.class);
  }

  private record Setting(
      String key,
      Consumer<LarderConfiguration<Object, Object>> setter,
      Function<LarderConfiguration<Object, Object>, ?> getter,
      Object value) {
    @Override
    public String toString() {
      return key;
    }
  }

  /** Each of Larder's own settings, with its key in a configuration file. */
  static Stream<Setting> settings() {
    Factory<Weigher<Object, Object>> weigher = factory(Samples.Length.class);
    Factory<EntryExpiry<Object, Object>> expiry = factory(Samples.PerEntry.class);
    Factory<Copier<Object>> copier = factory(Samples.Same.class);
    Factory<StoreFactory> store = factory(Samples.Stores.class);
    Factory<Executor> executor = FactoryBuilder.factoryOf("an.Executor");
    Duration age = Duration.ofMinutes(1);
    return Stream.of(
        new Setting("maximum-size", c -> c.setMaximumSize(5), c -> c.getMaximumSize(), 5L),
        new Setting(
            "maximum-size",
            c -> c.setUnbounded(),
            c -> c.getMaximumSize(),
            LarderConfiguration.UNBOUNDED),
        new Setting(
            "policy",
            c -> c.setEvictionPolicy(EvictionPolicy.ADAPTIVE),
            c -> c.getEvictionPolicy(),
            EvictionPolicy.ADAPTIVE),
        new Setting("maximum-weight", c -> c.setMaximumWeight(5), c -> c.getMaximumWeight(), 5L),
        new Setting(
            "weigher", c -> c.setWeigherFactory(weigher), c -> c.getWeigherFactory(), weigher),
        new Setting(
            "entry-expiry",
            c -> c.setEntryExpiryFactory(expiry),
            c -> c.getEntryExpiryFactory(),
            expiry),
        new Setting(
            "key-copier", c -> c.setKeyCopierFactory(copier), c -> c.getKeyCopierFactory(), copier),
        new Setting(
            "value-copier",
            c -> c.setValueCopierFactory(copier),
            c -> c.getValueCopierFactory(),
            copier),
        new Setting(
            "immutable-types",
            c -> c.setImmutableTypes(List.of("a.B")),
            c -> c.getImmutableTypes(),
            Set.of("a.B")),
        new Setting(
            "serialization.allow",
            c -> c.setSerialAllow(List.of("a.*")),
            c -> c.getSerialAllow(),
            Set.of("a.*")),
        new Setting(
            "listener-queue-size",
            c -> c.setListenerQueueSize(5),
            c -> c.getListenerQueueSize(),
            5),
        new Setting("refresh-after", c -> c.setRefreshAfter(age), c -> c.getRefreshAfter(), age),
        new Setting(
            "refresh-by-caller", c -> c.setRefreshByCaller(true), c -> c.isRefreshByCaller(), true),
        new Setting("stale-if-error", c -> c.setStaleIfError(age), c -> c.getStaleIfError(), age),
        new Setting("coalesce", c -> c.setCoalesce(age), c -> c.getCoalesce(), age),
        new Setting(
            "scheduled-refresh",
            c -> c.setScheduledRefresh(true),
            c -> c.isScheduledRefresh(),
            true),
        new Setting("store", c -> c.setStoreFactory(store), c -> c.getStoreFactory(), store),
        new Setting(
            "executor",
            c -> c.setExecutorFactory(executor),
            c -> c.getExecutorFactory(),
            executor));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void setter_eachSetting_getterReturnsItAndTextNamesItsKey(Setting setting) {
    var configuration = new LarderConfiguration<Object, Object>();
    setting.setter().accept(configuration);
    assertThat(setting.getter().apply(configuration), is(setting.value()));
    assertThat(configuration.toString(), containsString("{" + setting.key() + "="));
  }

  /** Each way to set a default, or to remove a setting. */
  static Stream<Consumer<LarderConfiguration<Object, Object>>> defaults() {
    return Stream.of(
        c -> c.setEvictionPolicy(EvictionPolicy.LRU),
        c -> c.setRefreshByCaller(false),
        c -> c.setScheduledRefresh(false),
        c -> c.setImmutableTypes(Set.of()),
        c -> c.setSerialAllow(Set.of()),
        c -> c.setStoreByValue(true),
        c -> c.setCoalesce(Duration.ofMillis(5)).setCoalesce(null),
        c -> c.setWeigherFactory(factory(Samples.Length.class)).setWeigherFactory(null));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void equals_settingSetToItsDefault_isEqualToUnset(
      Consumer<LarderConfiguration<Object, Object>> setter) {
    var configuration = new LarderConfiguration<Object, Object>();
    setter.accept(configuration);
    assertThat(configuration, is(new LarderConfiguration<>()));
    assertThat(configuration.equals(new MutableConfiguration<>()), is(true));
    assertThat(configuration.hashCode(), is(new MutableConfiguration<>().hashCode()));
  }

  @Test
  void isSaid_copiedOrSerialized_isKept() throws Exception {
    var original = new LarderConfiguration<Object, Object>().setStatisticsEnabled(false);
    var copy = new LarderConfiguration<>(original);
    original.setManagementEnabled(true);
    for (LarderConfiguration<?, ?> each : List.of(copy, serialized(copy))) {
      assertThat(each.isSaid("statistics"), is(true));
      assertThat(each.isSaid("management"), is(false));
    }
  }

  @SuppressWarnings("unchecked") // the same type
  private static <T> T serialized(T original) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(original);
    return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }

  @Test
  void newConfiguration_noSetter_nothingIsSet() {
    var silent = new LarderConfiguration<Object, Object>();
    assertThat(silent.getMaximumSize(), is(nullValue()));
    assertThat(silent.getMaximumWeight(), is(nullValue()));
    assertThat(silent.getImmutableTypes(), is(empty()));
    assertThat(silent.getSerialAllow(), is(empty()));
    assertThat(silent.getListenerQueueSize(), is(nullValue()));
    assertThat(silent.getStoreFactory(), is(nullValue()));
    silent.validate();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void copy_eachSetting_isEqualAndDiffersFromUnset(Setting setting) {
    var original = new LarderConfiguration<Object, Object>();
    setting.setter().accept(original);
    var copy = new LarderConfiguration<>(original);
    assertThat(copy, is(original));
    assertThat(copy.hashCode(), is(original.hashCode()));
    assertThat(original, is(not(new LarderConfiguration<>())));
    assertThat(original.equals(new MutableConfiguration<>()), is(false));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void serialization_eachSetting_isEqual(Setting setting) throws Exception {
    var original = new LarderConfiguration<Object, Object>();
    setting.setter().accept(original);
    assertThat(serialized(original), is(original));
  }

  @Test
  void copy_ofMutableConfiguration_isEqual() {
    var plain =
        new MutableConfiguration<String, Long>()
            .setTypes(String.class, Long.class)
            .setStatisticsEnabled(true);
    var copy = new LarderConfiguration<>(plain);
    assertThat(copy.getKeyType(), is(String.class));
    assertThat(copy.equals(plain), is(true));
    assertThat(plain.equals(copy), is(true));
    assertThat(copy.hashCode(), is(plain.hashCode()));
    plain.setStatisticsEnabled(false);
    assertThat(copy.isStatisticsEnabled(), is(true));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void bounds_belowOne_areRefusedWithTheValue(long bound) {
    var configuration = new LarderConfiguration<Object, Object>();
    var size =
        assertThrows(IllegalArgumentException.class, () -> configuration.setMaximumSize(bound));
    assertThat(size.getMessage(), is("maximumSize must be >= 1: " + bound));
    var weight =
        assertThrows(IllegalArgumentException.class, () -> configuration.setMaximumWeight(bound));
    assertThat(weight.getMessage(), is("maximumWeight must be >= 1: " + bound));
    var queue =
        assertThrows(IllegalArgumentException.class, () -> configuration.setListenerQueueSize(0));
    assertThat(queue.getMessage(), is("listenerQueueSize must be >= 1: 0"));
  }

  @Test
  void setUnbounded_maximumSize_isUnbounded() {
    assertThat(
        new LarderConfiguration<>().setUnbounded().getMaximumSize(),
        is(LarderConfiguration.UNBOUNDED));
  }

  @Test
  void sets_areCopiedAndUnmodifiable() {
    List<String> names = new java.util.ArrayList<>(List.of("a.B"));
    var configuration = new LarderConfiguration<>().setImmutableTypes(names).setSerialAllow(names);
    names.add("c.D");
    assertThat(configuration.getImmutableTypes(), contains("a.B"));
    assertThat(configuration.getSerialAllow(), contains("a.B"));
    assertThrows(
        UnsupportedOperationException.class, () -> configuration.getSerialAllow().add("c.D"));
  }

  @Test
  void validate_contradiction_namesBothSettings() {
    assertContradiction(
        c -> c.setMaximumSize(5).setMaximumWeight(5), "maximum-size and maximum-weight");
    assertContradiction(c -> c.setMaximumWeight(5), "maximum-weight is set, but no weigher");
    assertContradiction(
        c -> c.setWeigherFactory(factory(Samples.Length.class)),
        "weigher is set, but no maximum-weight");
    assertContradiction(
        c ->
            c.setEntryExpiryFactory(factory(Samples.PerEntry.class))
                .setExpiryPolicyFactory(factory(Samples.Policy.class)),
        "expiry and entry-expiry");
    assertContradiction(c -> c.setReadThrough(true), "read-through is set, but no loader");
    assertContradiction(c -> c.setWriteThrough(true), "write-through is set, but no writer");
  }

  private static void assertContradiction(
      Consumer<LarderConfiguration<Object, Object>> settings, String named) {
    var configuration = new LarderConfiguration<Object, Object>();
    settings.accept(configuration);
    var error = assertThrows(IllegalArgumentException.class, configuration::validate);
    assertThat(error.getMessage(), containsString(named));
  }

  @Test
  void builder_allSettings_areSet() {
    var listener =
        new MutableCacheEntryListenerConfiguration<Object, Object>(
            factory(Samples.Listener.class), null, false, true);
    var stores = new Samples.Stores();
    var built =
        builder()
            .maximumWeight(500, (key, value) -> 2)
            .entryExpiry((key, value) -> java.time.Duration.ZERO)
            .loader(new Samples.Loader())
            .writer(new Samples.Writer())
            .storeByReference()
            .statistics()
            .management()
            .listener(listener)
            .listenerQueueSize(7)
            .keyCopier(key -> key)
            .valueCopier(value -> value)
            .immutable(Thread.class)
            .allow("a.*", "b.*")
            .store(stores)
            .build();
    assertThat(built.getMaximumWeight(), is(500L));
    assertThat(built.getWeigherFactory().create().weigh("k", "v"), is(2));
    assertThat(built.isReadThrough(), is(true));
    assertThat(built.isWriteThrough(), is(true));
    assertThat(built.isStoreByValue(), is(false));
    assertThat(built.isStatisticsEnabled(), is(true));
    assertThat(built.isManagementEnabled(), is(true));
    assertThat(built.getCacheEntryListenerConfigurations(), is(iterableWithSize(1)));
    assertThat(built.getListenerQueueSize(), is(7));
    assertThat(built.getImmutableTypes(), contains("java.lang.Thread"));
    assertThat(built.getSerialAllow(), contains("a.*", "b.*"));
    assertThat(built.getStoreFactory().create(), is((Object) new SharedStores(stores)));
  }

  @Test
  void builder_expireAfter_setsThePolicy() {
    Duration time = Duration.ofMinutes(10);
    assertThat(policy(builder().expireAfterCreation(time)), instanceOf(CreatedExpiryPolicy.class));
    assertThat(policy(builder().expireAfterWrite(time)), instanceOf(ModifiedExpiryPolicy.class));
    assertThat(policy(builder().expireAfterAccess(time)), instanceOf(TouchedExpiryPolicy.class));
    assertThat(
        policy(builder().expireAfterAccess(time)).getExpiryForCreation(),
        is(javax.cache.expiry.Duration.TEN_MINUTES));
  }

  private static ExpiryPolicy policy(LarderConfigurationBuilder<Object, Object> builder) {
    return builder.build().getExpiryPolicyFactory().create();
  }

  @Test
  void build_contradiction_isRefused() {
    var builder = builder().maximumSize(5).maximumWeight(5, new Samples.Length());
    assertThrows(IllegalArgumentException.class, builder::build);
  }

  @Test
  void build_laterCallsOfTheBuilder_changeNothing() {
    var builder = builder().unbounded().allow("a.*");
    var first = builder.build();
    builder.maximumSize(5).allow("b.*").statistics();
    assertThat(first.getMaximumSize(), is(LarderConfiguration.UNBOUNDED));
    assertThat(first.getSerialAllow(), contains("a.*"));
    assertThat(first.isStatisticsEnabled(), is(false));
    assertThat(builder.build().getSerialAllow(), contains("a.*", "b.*"));
  }

  @Test
  void build_sameInstances_areEqual() {
    var loader = new Samples.Loader();
    assertThat(builder().loader(loader).build(), is(builder().loader(loader).build()));
    assertThat(
        builder().loader(loader).build(), is(not(builder().loader(new Samples.Loader()).build())));
  }
}
