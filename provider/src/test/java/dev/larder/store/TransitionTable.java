package dev.larder.store;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The effect of each operation on an entry whose value is, or was, "old". The operations store
 * "new". {@code replaceOther} and {@code removeOther} expect another value than the present one.
 * The last columns are the entry afterwards and the origin of its deadline.
 */
final class TransitionTable {
  private static final String TABLE =
      """
      operation     situation | verb   before expired after stored result | left deadline
      get           absent    | NONE   -      -       -     false  -      | -    -
      get           live      | READ   old    -       -     false  old    | old  access
      get           expired   | NONE   -      old     -     false  -      | -    -
      put           absent    | WRITE  -      -       new   true   -      | new  creation
      put           live      | WRITE  old    -       new   true   -      | new  update
      put           expired   | WRITE  -      old     new   true   -      | new  creation
      getAndPut     absent    | WRITE  -      -       new   true   -      | new  creation
      getAndPut     live      | WRITE  old    -       new   true   old    | new  update
      getAndPut     expired   | WRITE  -      old     new   true   -      | new  creation
      putIfAbsent   absent    | WRITE  -      -       new   true   true   | new  creation
      putIfAbsent   live      | NONE   old    -       -     false  false  | old  kept
      putIfAbsent   expired   | WRITE  -      old     new   true   true   | new  creation
      replace       absent    | NONE   -      -       -     false  false  | -    -
      replace       live      | WRITE  old    -       new   true   true   | new  update
      replace       expired   | NONE   -      old     -     false  false  | -    -
      getAndReplace absent    | NONE   -      -       -     false  -      | -    -
      getAndReplace live      | WRITE  old    -       new   true   old    | new  update
      getAndReplace expired   | NONE   -      old     -     false  -      | -    -
      replaceSame   absent    | NONE   -      -       -     false  false  | -    -
      replaceSame   live      | WRITE  old    -       new   true   true   | new  update
      replaceSame   expired   | NONE   -      old     -     false  false  | -    -
      replaceOther  absent    | NONE   -      -       -     false  false  | -    -
      replaceOther  live      | READ   old    -       -     false  false  | old  access
      replaceOther  expired   | NONE   -      old     -     false  false  | -    -
      remove        absent    | REMOVE -      -       -     false  false  | -    -
      remove        live      | REMOVE old    -       -     false  true   | -    -
      remove        expired   | REMOVE -      old     -     false  false  | -    -
      getAndRemove  absent    | REMOVE -      -       -     false  -      | -    -
      getAndRemove  live      | REMOVE old    -       -     false  old    | -    -
      getAndRemove  expired   | REMOVE -      old     -     false  -      | -    -
      removeSame    absent    | NONE   -      -       -     false  false  | -    -
      removeSame    live      | REMOVE old    -       -     false  true   | -    -
      removeSame    expired   | NONE   -      old     -     false  false  | -    -
      removeOther   absent    | NONE   -      -       -     false  false  | -    -
      removeOther   live      | READ   old    -       -     false  false  | old  access
      removeOther   expired   | NONE   -      old     -     false  false  | -    -
      """;

  private TransitionTable() {}

  static Stream<Row> rows() {
    return TABLE.lines().skip(1).map(Row::parse);
  }

  /** Returns an operation of the table with its arguments. */
  static Step<String> step(String operation, String value, String expected) {
    return switch (operation) {
      case "get" -> new Step<>(Operation.GET);
      case "put" -> new Step<>(Operation.PUT, value, null);
      case "getAndPut" -> new Step<>(Operation.GET_AND_PUT, value, null);
      case "putIfAbsent" -> new Step<>(Operation.PUT_IF_ABSENT, value, null);
      case "replace" -> new Step<>(Operation.REPLACE, value, null);
      case "getAndReplace" -> new Step<>(Operation.GET_AND_REPLACE, value, null);
      case "replaceSame", "replaceOther" -> new Step<>(Operation.REPLACE_IF_SAME, value, expected);
      case "remove" -> new Step<>(Operation.REMOVE);
      case "getAndRemove" -> new Step<>(Operation.GET_AND_REMOVE);
      case "removeSame", "removeOther" -> new Step<>(Operation.REMOVE_IF_SAME, null, expected);
      default -> throw new IllegalArgumentException(operation);
    };
  }

  /** A row of the table. */
  record Row(
      String operation,
      String situation,
      Change<String> change,
      @Nullable String result,
      @Nullable String left,
      @Nullable String deadline) {

    static Row parse(String line) {
      String[] cells = line.replace("|", " ").trim().split("\\s+", -1);
      for (int i = 0; i < cells.length; i++) {
        cells[i] = cells[i].equals("-") ? null : cells[i];
      }
      boolean stored = Boolean.parseBoolean(cells[6]);
      Change<String> change =
          Changes.of(Action.valueOf(cells[2]), cells[3], cells[4], cells[5], stored);
      return new Row(cells[0], cells[1], change, cells[7], cells[8], cells[9]);
    }

    Step<String> step() {
      return TransitionTable.step(
          operation, "new", operation.endsWith("Other") ? "different" : "old");
    }

    @Override
    public String toString() {
      return operation + ", " + situation;
    }
  }
}
