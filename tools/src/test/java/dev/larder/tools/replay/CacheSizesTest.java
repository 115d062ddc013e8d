package dev.larder.tools.replay;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheSizesTest {
  @Test
  void parse_entriesAndShares_giveSizes() {
    assertThat(
        CacheSizes.parse("100, 5k,10%,0.5%,1.5K").entries(2_000),
        is(List.of(10L, 100L, 200L, 1_500L, 5_000L)));
  }

  @Test
  void entries_smallShare_isRoundedUpToOne() {
    assertThat(CacheSizes.parse("1%,50%").entries(3), is(List.of(1L, 2L)));
  }

  @Test
  void entries_duplicateSize_isListedOnce() {
    assertThat(CacheSizes.parse("1,2,50%,100%").entries(2), is(List.of(1L, 2L)));
  }

  @Test
  void default_sizes_areAscendingUpToAllKeys() {
    assertThat(
        CacheSizes.parse(CacheSizes.DEFAULT).entries(1_000),
        is(List.of(10L, 20L, 50L, 100L, 250L, 500L, 1_000L)));
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
