package dev.larder.config;

import static dev.larder.config.Fixture.onlyProperties;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.iterableWithSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgrammaticTest {
  @TempDir Path folder;

  private ManagerConfiguration file(String text) {
    return new Fixture(folder).conf(text);
  }

  @Test
  void program_nothingSet_fileWins() {
    var effective =
        file("defaults { statistics = true, store-by-value = false, expiry { created = 5s } }")
            .resolve("books", new MutableConfiguration<>())
            .configuration();
    assertThat(effective.isStatisticsEnabled(), is(true));
    assertThat(effective.isStoreByValue(), is(false));
    assertThat(
        effective.getExpiryPolicyFactory().create().getExpiryForCreation().getDurationAmount(),
        is(5_000L));
  }

  @Test
  void program_differsFromDefaults_overridesFile() {
    var loader = FactoryBuilder.factoryOf(Samples.Loader.class);
    MutableConfiguration<Object, Object> said =
        new MutableConfiguration<>()
            .setStatisticsEnabled(true)
            .setManagementEnabled(true)
            .setStoreByValue(false)
            .setReadThrough(true)
            .setCacheLoaderFactory(loader);
    var effective =
        file("defaults { statistics = false, store-by-value = true, loader = \"%s\" }"
                .formatted(Samples.name(Samples.LoaderFactory.class)))
            .resolve("books", said)
            .configuration();
    assertThat(effective.isStatisticsEnabled(), is(true));
    assertThat(effective.isManagementEnabled(), is(true));
    assertThat(effective.isStoreByValue(), is(false));
    assertThat(effective.isReadThrough(), is(true));
    assertThat(effective.getCacheLoaderFactory(), is(sameInstance(loader)));
  }

  @Test
  void program_bound_displacesOtherBoundOfFile() {
    var bySize = LarderConfiguration.builder(Object.class, Object.class).maximumSize(5).build();
    var byWeight =
        LarderConfiguration.builder(Object.class, Object.class)
            .maximumWeight(50, new Samples.Length())
            .build();
    var weighed =
        file("caches { books { maximum-weight = 9, weigher = \"%s\" } }"
                .formatted(Samples.name(Samples.Length.class)))
            .resolve("books", bySize)
            .configuration();
    assertThat(weighed.getMaximumWeight(), is(nullValue()));
    assertThat(weighed.getWeigherFactory(), is(nullValue()));
    assertThat(weighed.getMaximumSize(), is(5L));
    var counted =
        file("caches { books { maximum-size = 9 } }").resolve("books", byWeight).configuration();
    assertThat(counted.getMaximumSize(), is(nullValue()));
    assertThat(counted.getMaximumWeight(), is(50L));
  }

  @Test
  void program_expiry_displacesEntryExpiryOfFile() {
    var said =
        LarderConfiguration.builder(Object.class, Object.class)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build();
    var effective =
        file("defaults { entry-expiry = \"%s\" }".formatted(Samples.name(Samples.PerEntry.class)))
            .resolve("books", said)
            .configuration();
    assertThat(effective.getEntryExpiryFactory(), is(nullValue()));
  }

  @Test
  void program_onlyTypes_setsTypesAndByReference() {
    Configuration<String, Integer> plain = new Plain();
    LarderConfiguration<String, Integer> effective =
        file("defaults { maximum-size = 7 }").resolve("books", plain).configuration();
    assertThat(effective.getKeyType(), is(String.class));
    assertThat(effective.getValueType(), is(Integer.class));
    assertThat(effective.isStoreByValue(), is(false));
    assertThat(effective.getMaximumSize(), is(7L));
  }

  @Test
  void program_noTypes_typesOfFileApply() {
    var effective =
        file("defaults { key-type = java.lang.String }")
            .resolve("books", new MutableConfiguration<>())
            .configuration();
    assertThat(effective.getKeyType(), is((Object) String.class));
    assertThat(effective.getValueType(), is((Object) Object.class));
  }

  @Test
  void program_otherTypesThanFile_failsWithBoth() {
    var configuration = file("\ncaches { books { key-type = java.lang.String } }");
    var said = new MutableConfiguration<Long, String>().setTypes(Long.class, String.class);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> configuration.resolve("books", said));
    assertThat(
        error.getMessage(),
        startsWith(
            "cache 'books': key-type=java.lang.String (books.conf:2) and key-type=java.lang.Long"
                + " (programmatic) contradict each other; effective: "));
  }

  @Test
  void program_listeners_areAddedToFile() {
    var said =
        new MutableConfiguration<Object, Object>()
            .addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(
                    FactoryBuilder.factoryOf(Samples.Listener.class), null, false, true));
    var effective =
        file("defaults { listeners = [{ class = \"%s\" }] }"
                .formatted(Samples.name(Samples.Listener.class)))
            .resolve("books", said)
            .configuration();
    assertThat(effective.getCacheEntryListenerConfigurations(), is(iterableWithSize(2)));
  }

  @Test
  void program_ownSettings_overrideFile() {
    var stores = FactoryBuilder.factoryOf(Samples.Stores.class.getName());
    var said = new LarderConfiguration<Object, Object>();
    said.setImmutableTypes(java.util.List.of("a.B"))
        .setSerialAllow(java.util.List.of("c.*"))
        .setListenerQueueSize(3)
        .setStoreFactory(FactoryBuilder.factoryOf(Samples.Stores.class.getName()));
    var effective =
        file("defaults { immutable-types = [x.Y], serialization.allow = x.Y, store = heap }")
            .resolve("books", said)
            .configuration();
    assertThat(effective.getImmutableTypes(), contains("a.B"));
    assertThat(effective.getSerialAllow(), contains("c.*"));
    assertThat(effective.getListenerQueueSize(), is(3));
    assertThat(effective.getStoreFactory(), is(stores));
  }

  @Test
  void program_changedLater_hasNoEffect() {
    var said = new LarderConfiguration<Object, Object>().setMaximumSize(5);
    var effective = onlyProperties().resolve("books", said).configuration();
    assertThat(effective, is(not(sameInstance(said))));
    said.setMaximumSize(6);
    assertThat(effective.getMaximumSize(), is(5L));
    assertThat(said.getListenerQueueSize(), is(nullValue()));
  }

  @Test
  void program_sizeAndWeight_fails() {
    var said = new LarderConfiguration<Object, Object>().setMaximumSize(5).setMaximumWeight(5);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> onlyProperties().resolve("books", said));
    assertThat(
        error.getMessage(),
        allOf(
            startsWith("cache 'books': programmatic configuration: maximum-size=5 (programmatic)"),
            containsString("and maximum-weight=5 (programmatic) contradict each other")));
  }

  @Test
  void program_weightWithoutWeigher_failsWithEffective() {
    var said = new LarderConfiguration<Object, Object>().setMaximumWeight(5);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> onlyProperties().resolve("books", said));
    assertThat(
        error.getMessage(),
        allOf(
            startsWith("cache 'books': maximum-weight is set, but no weigher"),
            containsString("maximum-weight=5 (programmatic)")));
  }

  private static final class Plain implements Configuration<String, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<String> getKeyType() {
      return String.class;
    }

    @Override
    public Class<Integer> getValueType() {
      return Integer.class;
    }

    @Override
    public boolean isStoreByValue() {
      return false;
    }
  }
}
