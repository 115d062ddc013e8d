package dev.larder.tools.provider;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizeSettingTest {
  private static final String CAFFEINE =
      "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";

  @TempDir Path directory;

  @Test
  void larder_size_isSetInAFileOfDefaults() throws Exception {
    URI uri = sizing("larder").managerUri(directory, 42, "");

    assertThat(Files.readString(Path.of(uri)), is("defaults.maximum-size = 42\n"));
  }

  @Test
  void managers_differentSizes_haveDifferentUris() throws Exception {
    for (String provider : new String[] {"larder", "caffeine"}) {
      SizeSetting setting = sizing(provider);
      URI one = setting.managerUri(directory, 1, "");

      assertThat(one.equals(setting.managerUri(directory, 2, "")), is(false));
    }
  }

  @Test
  void shortName_unknown_saysWhatIsAccepted() {
    CacheException error = assertThrows(CacheException.class, () -> ProviderSetup.classOf("guava"));

    assertThat(
        error.getMessage(),
        allOf(
            containsString("'guava' is no provider"),
            containsString("larder, caffeine, cache2k, ehcache")));
  }

  @Test
  void shortName_anyCase_isThatOfTheClass() {
    ProviderSetup setup = ProviderSetup.find("Caffeine", Optional.empty());

    assertThat(setup.className(), is(CAFFEINE));
    assertThat(setup.name(), is("caffeine"));
    assertThat(setup.isLarder(), is(false));
  }

  @Test
  void store_inAFile_isReadableByItsOwnerOnly() throws Exception {
    Path file = Path.of(HoconFile.withStore(directory, "redis://a\"b").uri());

    assertThat(Files.readString(file), is("defaults.store = \"redis://a\\\"b\"\n"));
    assertThat(file.getParent(), is(directory));
  }

  @Test
  void setup_ownConfiguration_keepsItsBound() {
    OwnConfiguration own = OwnConfiguration.at(URI.create("file:///my.conf"));

    assertThat(ProviderSetup.find(CAFFEINE, Optional.of(own)).sizable(), is(false));
    assertThat(ProviderSetup.find(CAFFEINE, Optional.empty()).sizable(), is(true));
  }

  @Test
  void find_missingProvider_saysHowToAddIt() {
    CacheException error =
        assertThrows(
            CacheException.class,
            () -> ProviderSetup.find("com.example.Provider", Optional.empty()));

    assertThat(
        error.getMessage(),
        allOf(containsString("no JCache provider com.example.Provider"), containsString("-cp")));
  }

  private static SizeSetting sizing(String provider) {
    return KnownProvider.ofShortName(provider).orElseThrow().sizing().orElseThrow();
  }
}
