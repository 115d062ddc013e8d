package dev.larder.tools.replay;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.tools.provider.CacheSize;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheSizesTest {
  @Test
  void parse_entriesAndShares_giveSizes() {
    assertThat(
        CacheSizes.parse("100, 5k,10%,0.5%,1.5K").of(2_000, 1).stream()
            .map(CacheSize::entries)
            .toList(),
        is(List.of(10L, 100L, 200L, 1_500L, 5_000L)));
  }

  @Test
  void entries_smallShare_isRoundedUpToOne() {
    assertThat(
        CacheSizes.parse("1%,50%").of(3, 1).stream().map(CacheSize::entries).toList(),
        is(List.of(1L, 2L)));
  }

  @Test
  void entries_duplicateSize_isListedOnce() {
    assertThat(
        CacheSizes.parse("1,2,50%,100%").of(2, 1).stream().map(CacheSize::entries).toList(),
        is(List.of(1L, 2L)));
  }

  @Test
  void default_sizes_areAscendingUpToAllKeys() {
    assertThat(
        CacheSizes.parse(CacheSizes.DEFAULT).of(1_000, 1).stream().map(CacheSize::entries).toList(),
        is(List.of(10L, 20L, 50L, 100L, 250L, 500L, 1_000L)));
  }

  @Test
  void sample_sizes_areThoseOfTheFullCache() {
    assertThat(
        CacheSizes.parse("5,1600,10%").of(200, 16),
        is(List.of(new CacheSize(16, 1), new CacheSize(320, 20), new CacheSize(1_600, 100))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0%", "-1", "ten", "10,", "1g", "1e3", "10 %%"})
  void parse_invalidText_saysWhatIsAccepted(String text) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> CacheSizes.parse(text));

    assertThat(
        error.getMessage(), allOf(containsString("is no cache size"), containsString("accepted:")));
  }
}
