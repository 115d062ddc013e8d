package dev.larder.tools.trace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;

class CombinedLogTest {
  private static String line(String target) {
    return "127.0.0.1 - - [01/Dec/2026:07:00:00 +0000] \"GET " + target + " HTTP/1.1\" 200 5";
  }

  @Test
  void keyOf_targetOfManyKilobytes_isTheTarget() {
    String target = "/" + "a\\\"b".repeat(50_000);
    assertThat(new CombinedLog().keyOf(line(target)), is(target));
  }

  @Test
  void keyOf_manyBrackets_isNothing() {
    assertThat(new CombinedLog().keyOf("[".repeat(1_000_000)), is(nullValue()));
  }
}
