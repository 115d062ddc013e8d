package dev.larder.benchmarks.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Accesses in order.
 *
 * @param accesses keys, numbered from 0 by first appearance
 * @param distinct the number of keys
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; boxed numbers take too much memory
public record Trace(int[] accesses, int distinct) {
  /** The extension of a file with a trace. */
  public static final String ENDING = ".txt.gz";

  /** Returns the accesses to keys of any kind. */
  public static Trace of(Stream<String> keys) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] accesses =
        keys.mapToInt(
                key -> {
                  int next = numbers.size();
                  Integer known = numbers.putIfAbsent(key, next);
                  return known == null ? next : known;
                })
            .toArray();
    return new Trace(accesses, numbers.size());
  }

  /** Reads one key per line. */
  public static Trace read(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      return of(reader.lines().map(String::strip).filter(line -> !line.isEmpty()));
    }
  }

  /** Returns the sorted names of the traces in a folder; none if there is no folder. */
  public static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    }
  }

  /** Returns the size of a cache for a percentage of the keys, at least one. */
  public int size(int percent) {
    return (int) Math.max(1, (long) distinct * percent / 100);
  }

  /** Returns each key as a distinct object. */
  public Integer[] keys() {
    return IntStream.range(0, distinct).boxed().toArray(Integer[]::new);
  }
}
