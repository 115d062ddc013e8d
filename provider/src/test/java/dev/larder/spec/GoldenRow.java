package dev.larder.spec;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A row of {@code golden.txt}, which explains the columns. Also the result of a run. */
record GoldenRow(
    String operation,
    String situation,
    String result,
    String events,
    String statistics,
    String writer,
    String loader,
    String expiry,
    String after) {

  static List<GoldenRow> all() {
    InputStream resource = GoldenRow.class.getResourceAsStream("golden.txt");
    Objects.requireNonNull(resource, "golden.txt is missing");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(GoldenRow::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenRow parse(String line) {
    List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
    if (cells.size() != 9) {
      throw new IllegalArgumentException("golden.txt: 9 columns expected: " + line);
    }
    return new GoldenRow(
        cells.get(0),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        cells.get(4),
        cells.get(5),
        cells.get(6),
        cells.get(7),
        cells.get(8));
  }

  String name() {
    return operation + ", " + situation;
  }

  /** Whether the situation contains the word. */
  boolean says(String word) {
    return Set.of(situation.split(" ")).contains(word);
  }

  /** Whether the situation contains a word with the prefix. */
  boolean has(String prefix) {
    return Arrays.stream(situation.split(" ")).anyMatch(word -> word.startsWith(prefix));
  }

  /** The text to compare. With {@code anyExpiry}, it omits the calls of the expiry policy. */
  String expectation(boolean anyExpiry) {
    return List.of(
            "returns     " + result,
            "events      " + events,
            "statistics  " + statistics,
            "writer      " + writer,
            "loader      " + loader,
            "expiry      " + (anyExpiry ? "*" : expiry),
            "after       " + after)
        .stream()
        .collect(joining("\n", "\n", "\n"));
  }
}
