package dev.larder.valkey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A script that runs on the server, in one step. */
enum Script {
  /** Runs an operation on an entry. */
  APPLY("apply.lua"),
  /** Returns entries that have expired. */
  DUE("due.lua"),
  /** Deletes or renews a lock if it is still the caller's. */
  UNLOCK("unlock.lua");

  private final String text;
  private final String hash;

  Script(String file) {
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the script " + file + " is missing");
      }
      byte[] bytes = in.readAllBytes();
      this.text = new String(bytes, StandardCharsets.UTF_8);
      this.hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the command that runs the script by its hash. */
  Command command(List<Bytes> keys, Object... arguments) {
    return command(keys, null, arguments);
  }

  /**
   * Returns the command that runs the script by its hash.
   *
   * @param withOneKey see {@link Command}
   */
  Command command(List<Bytes> keys, @Nullable Command withOneKey, Object... arguments) {
    List<byte[]> all = new ArrayList<>(2 + keys.size() + arguments.length);
    Command.add(all, hash, keys.size());
    Command.add(all, keys.toArray());
    Command.add(all, arguments);
    return new Command("EVALSHA", all, 2, false, withOneKey);
  }

  /** Returns the same command with the text of the script, which the server remembers. */
  static Command withText(Command byHash) {
    List<byte[]> all = new ArrayList<>(byHash.arguments());
    String hash = new String(all.get(0), StandardCharsets.UTF_8);
    for (Script script : values()) {
      if (script.hash.equals(hash)) {
        all.set(0, script.text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return new Command("EVAL", all, byHash.key(), byHash.repeatable(), byHash.withOneKey());
  }
}
