package dev.larder.valkey;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command of the server's protocol.
 *
 * @param name the command's name
 * @param arguments what follows the name
 * @param key which argument is the key that decides on the master of a cluster; -1 for none
 * @param repeatable whether the command may run twice: it changes nothing, or a second run does not
 *     change more than the first
 * @param withOneKey the same command with one key only, which a cluster can run while the slot of
 *     its keys moves; null if there is none
 */
record Command(
    String name,
    List<byte[]> arguments,
    int key,
    boolean repeatable,
    @Nullable Command withOneKey) {
  private static final Set<String> READS =
      Set.of("CONFIG", "EXISTS", "GET", "HGET", "INFO", "MGET", "PTTL", "SCAN");

  /** Returns whether the command changes nothing. */
  boolean isRead() {
    return READS.contains(name);
  }

  /** Returns the number of bytes of the arguments. */
  long length() {
    long length = 0;
    for (byte[] argument : arguments) {
      length += argument.length;
    }
    return length;
  }

  /** Returns a command whose first argument is its key. */
  static Command of(String name, Bytes key, Object... more) {
    return new Command(name, arguments(key, more), 0, false, null);
  }

  /** Returns a command whose first argument is its key, and which may run twice. */
  static Command read(String name, Bytes key, Object... more) {
    return new Command(name, arguments(key, more), 0, true, null);
  }

  /** Returns a command without a key, which may run twice. */
  static Command keyless(String name, Object... arguments) {
    List<byte[]> all = new ArrayList<>(arguments.length);
    add(all, arguments);
    return new Command(name, all, -1, true, null);
  }

  private static List<byte[]> arguments(Bytes key, Object... more) {
    List<byte[]> all = new ArrayList<>(more.length + 1);
    all.add(key.array());
    add(all, more);
    return all;
  }

  static void add(List<byte[]> all, Object... arguments) {
    for (Object argument : arguments) {
      if (argument instanceof byte[] bytes) {
        all.add(bytes);
      } else if (argument instanceof Bytes bytes) {
        all.add(bytes.array());
      } else {
        all.add(argument.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Returns the name alone: arguments may be secret. */
  @Override
  public String toString() {
    return name;
  }
}
