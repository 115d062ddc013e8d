package dev.larder.benchmarks.trace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
  private static Trace trace(String letters) {
    return Trace.of(letters.chars().mapToObj(Character::toString));
  }

  @ParameterizedTest
  @CsvSource({
    "aaaa,     1, 3",
    "abab,     1, 0",
    "abab,     2, 2",
    "abcabc,   2, 0", // a cycle one longer than the cache
    "abcabc,   3, 3",
    "abacab,   2, 2", // b a| a hit, c puts b out, a hit, b puts c out
    "abcdabeabcde, 3, 2", // the textbook's: 10 faults of 12
  })
  void exactLru(String accesses, int maximum, long hits) {
    assertThat(ExactLru.hits(trace(accesses), maximum), is(hits));
  }

  @ParameterizedTest
  @CsvSource({
    "aaaa,     1, 3",
    "abab,     1, 1", // b is not kept
    "abcabc,   2, 2", // c is not kept
    "abcabc,   3, 3",
    "abacab,   2, 3", // c is not kept
    "abcdabeabcde, 3, 5", // the textbook's: 7 faults of 12
    "abc,      1, 0",
  })
  void beladysOptimum(String accesses, int maximum, long hits) {
    assertThat(Belady.hits(trace(accesses), maximum), is(hits));
  }

  @Test
  void keys_anyTrace_areNumberedByFirstAppearance(@TempDir Path folder) throws IOException {
    try (OutputStream file =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("t.txt.gz")))) {
      file.write("17\n4\n\n17\n9\n".getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(Trace.names(folder), contains("t"));
    Trace trace = Trace.read(folder.resolve("t.txt.gz"));
    assertArrayEquals(new int[] {0, 1, 0, 2}, trace.accesses());
    assertThat(trace.distinct(), is(3));
  }

  @Test
  void names_noFolder_areEmpty(@TempDir Path folder) throws IOException {
    assertThat(Trace.names(folder.resolve("none")), empty());
  }

  @Test
  void size_smallPercentage_isAtLeastOne() {
    assertThat(trace("abc").size(1), is(1));
    assertThat(new Trace(new int[0], 200).size(25), is(50));
  }
}
