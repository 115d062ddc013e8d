package dev.larder.config;

import static dev.larder.config.Fixture.books;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.iterableWithSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import java.nio.file.Path;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
  @TempDir Path folder;
  private Fixture files;

  @BeforeEach
  void openFolder() {
    files = new Fixture(folder);
  }

  @Test
  void resolve_nothingSet_returnsDefaults() {
    LarderConfiguration<Object, Object> books = books(Fixture.onlyProperties());
    assertThat(books.getMaximumSize(), is(10_000L));
    assertThat(books.isStoreByValue(), is(true));
    assertThat(books.isStatisticsEnabled(), is(false));
    assertThat(books.getExpiryPolicyFactory().create(), instanceOf(EternalExpiryPolicy.class));
    assertThat(books.getListenerQueueSize(), is(10_000));
    assertThat(books.getStoreFactory(), is(nullValue()));
  }

  @Test
  void resolve_defaultsBlock_appliesToEveryCache() {
    var configuration = files.conf("defaults { maximum-size = 7 }");
    assertThat(books(configuration).getMaximumSize(), is(7L));
    assertThat(configuration.cacheNames(), is(empty()));
  }

  @Test
  void resolve_cacheBlock_overridesTemplatesAndDefaults() {
    var configuration =
        files.conf(
            """
            caches { books { maximum-size = 3 } }
            templates { "*" { maximum-size = 2, statistics = true } }
            defaults { maximum-size = 1, statistics = false, management = true }
            """);
    assertThat(books(configuration).getMaximumSize(), is(3L));
    assertThat(books(configuration).isStatisticsEnabled(), is(true));
    assertThat(books(configuration).isManagementEnabled(), is(true));
    assertThat(configuration.resolve("other", null).configuration().getMaximumSize(), is(2L));
    assertThat(configuration.cacheNames(), contains("books"));
  }

  @Test
  void resolve_manyTemplates_mostSpecificWins() {
    var configuration =
        files.conf(
            """
            templates {
              "entity.library.*" { maximum-size = 3 }
              "entity.*" { maximum-size = 2, statistics = true }
              "*" { maximum-size = 1, management = true }
              "query.*" { maximum-size = 9 }
            }
            """);
    var book = configuration.resolve("entity.library.Book", null).configuration();
    assertThat(book.getMaximumSize(), is(3L));
    assertThat(book.isStatisticsEnabled(), is(true));
    assertThat(book.isManagementEnabled(), is(true));
    assertThat(configuration.resolve("entity.Tax", null).configuration().getMaximumSize(), is(2L));
  }

  @Test
  void resolve_maximumWeight_displacesWeakerSize() {
    var configuration =
        files.conf(
            """
            defaults { maximum-size = 100 }
            caches { books { maximum-weight = 64 KiB, weigher = "dev.larder.config.Samples$Length" } }
            """);
    assertThat(books(configuration).getMaximumSize(), is(nullValue()));
    assertThat(books(configuration).getMaximumWeight(), is(65_536L));
  }

  @Test
  void resolve_maximumSize_displacesWeakerWeightAndWeigher() {
    var configuration =
        files.conf(
            """
            defaults { maximum-weight = 64, weigher = "dev.larder.config.Samples$Length" }
            caches { books { maximum-size = unbounded } }
            """);
    assertThat(books(configuration).getMaximumSize(), is(LarderConfiguration.UNBOUNDED));
    assertThat(books(configuration).getMaximumWeight(), is(nullValue()));
    assertThat(books(configuration).getWeigherFactory(), is(nullValue()));
  }

  @Test
  void resolve_weigherOfWeakerLayer_isKept() {
    var configuration =
        files.conf(
            """
            defaults { weigher = "dev.larder.config.Samples$Length" }
            caches { books { maximum-weight = 64 } }
            """);
    assertThat(books(configuration).getWeigherFactory().create().weigh("k", "abc"), is(3));
  }

  @Test
  void resolve_entryExpiryAndExpiry_displaceEachOther() {
    var configuration =
        files.conf(
            """
            defaults { expiry { created = 5s } }
            templates { "b*" { entry-expiry = "dev.larder.config.Samples$PerEntry" } }
            caches { books { }, bills { expiry = eternal } }
            """);
    assertThat(
        books(configuration).getEntryExpiryFactory().create(), instanceOf(Samples.PerEntry.class));
    assertThat(books(configuration).getExpiryPolicyFactory(), is(EternalExpiryPolicy.factoryOf()));
    var bills = configuration.resolve("bills", null).configuration();
    assertThat(bills.getEntryExpiryFactory(), is(nullValue()));
  }

  @Test
  void resolve_listenersOfAllLayers_addUpWithoutDuplicates() {
    var configuration =
        files.conf(
            """
            defaults { listeners = [{ class = "dev.larder.config.Samples$Listener" }] }
            templates { "b*" { listeners = [{ factory = "dev.larder.config.Samples$ListenerFactory" }] } }
            caches { books { } }
            """);
    assertThat(books(configuration).getCacheEntryListenerConfigurations(), is(iterableWithSize(2)));
  }

  @Test
  void resolve_twice_returnsIndependentConfigurations() {
    var configuration = files.conf("defaults { maximum-size = 7, immutable-types = [a.B] }");
    books(configuration).setMaximumSize(1).setImmutableTypes(java.util.Set.of());
    assertThat(books(configuration).getMaximumSize(), is(7L));
    assertThat(books(configuration).getImmutableTypes(), contains("a.B"));
    assertThrows(
        UnsupportedOperationException.class, () -> configuration.cacheNames().add("another"));
  }
}
