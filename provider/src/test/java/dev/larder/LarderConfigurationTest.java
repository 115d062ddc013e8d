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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
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

  /** Each of Larder's own settings, alone. */
  static Stream<Consumer<LarderConfiguration<Object, Object>>> settings() {
    return Stream.of(
        c -> c.setMaximumSize(5),
        c -> c.setUnbounded(),
        c -> c.setMaximumWeight(5),
        c -> c.setWeigherFactory(factory(Samples.Length.class)),
        c -> c.setEntryExpiryFactory(factory(Samples.PerEntry.class)),
        c -> c.setKeyCopierFactory(factory(Samples.Same.class)),
        c -> c.setValueCopierFactory(factory(Samples.Same.class)),
        c -> c.setImmutableTypes(List.of("a.B")),
        c -> c.setSerialAllow(List.of("a.*")),
        c -> c.setListenerQueueSize(5),
        c -> c.setStoreFactory(factory(Samples.Stores.class)));
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
  void copy_eachSetting_isEqualAndDiffersFromUnset(
      Consumer<LarderConfiguration<Object, Object>> setting) {
    var original = new LarderConfiguration<Object, Object>();
    setting.accept(original);
    var copy = new LarderConfiguration<>(original);
    assertThat(copy, is(original));
    assertThat(copy.hashCode(), is(original.hashCode()));
    assertThat(original, is(not(new LarderConfiguration<>())));
    assertThat(original.equals(new MutableConfiguration<>()), is(false));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void serialization_eachSetting_isEqual(Consumer<LarderConfiguration<Object, Object>> setting)
      throws Exception {
    var original = new LarderConfiguration<Object, Object>();
    setting.accept(original);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(original);
    Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertThat(copy, is((Object) original));
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
    assertThat(built.getStoreFactory().create(), is((Object) stores));
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
