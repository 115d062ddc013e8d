package dev.larder.valkey;

import dev.larder.store.Codec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The form of an entry on the server: the serialized value, and a trailer behind it, so that the
 * value can be read by eye.
 *
 * <pre>
 *   | value ... | version: process 6 bytes, number 6 bytes | flags 1 byte | format 1 byte |
 * </pre>
 *
 * A version is made by the client, and never repeats. It is also the name of the operation that has
 * stored the entry. The flags are 0 for a serialized value, and 1 for a string in UTF-8.
 */
final class EntryFormat {
  /** The number of this format. The upper half tells it from other content. */
  static final byte FORMAT = (byte) 0xB1;

  private static final byte SERIALIZED = 0;
  private static final byte TEXT = 1;
  static final int VERSION_LENGTH = 12;
  private static final int TRAILER_LENGTH = VERSION_LENGTH + 2;
  private static final int NUMBER_LENGTH = 6;

  /** The name of this process among those that write to the server. */
  private static final Bytes PROCESS = process();

  private static final AtomicLong NUMBERS = new AtomicLong();

  private EntryFormat() {}

  private static Bytes process() {
    byte[] name = new byte[VERSION_LENGTH - NUMBER_LENGTH];
    new SecureRandom().nextBytes(name);
    return new Bytes(name);
  }

  /** Returns a new version. */
  static Bytes newVersion() {
    long number = NUMBERS.incrementAndGet();
    return new Bytes(
        ByteBuffer.allocate(VERSION_LENGTH)
            .put(PROCESS.array())
            .putShort((short) (number >>> Integer.SIZE))
            .putInt((int) number)
            .array());
  }

  /** Returns the entry of a serialized value. */
  static byte[] entry(byte[] value, Bytes version) {
    return entry(value, version, SERIALIZED);
  }

  /** Returns the entry of a string. */
  static byte[] textEntry(String text, Bytes version) {
    return entry(text.getBytes(StandardCharsets.UTF_8), version, TEXT);
  }

  private static byte[] entry(byte[] value, Bytes version, byte flags) {
    byte[] entry = Arrays.copyOf(value, value.length + TRAILER_LENGTH);
    System.arraycopy(version.array(), 0, entry, value.length, VERSION_LENGTH);
    entry[entry.length - 2] = flags;
    entry[entry.length - 1] = FORMAT;
    return entry;
  }

  /** Returns what stands in the place of the version, whatever the content is. */
  static Bytes version(byte @Nullable [] entry) {
    if (entry == null) {
      return Bytes.NONE;
    }
    int from = Math.max(0, entry.length - TRAILER_LENGTH);
    return new Bytes(
        Arrays.copyOfRange(entry, from, Math.min(entry.length, from + VERSION_LENGTH)));
  }

  /**
   * Returns the value of an entry.
   *
   * @param subject the cache, for messages
   * @throws CacheException if the entry has another format, or a value of another type
   */
  static <V> V value(byte[] entry, Codec<V> codec, String subject) {
    int length = valueLength(entry, subject);
    if (entry[entry.length - 2] == TEXT) {
      return codec.checked(new String(entry, 0, length, StandardCharsets.UTF_8));
    }
    return codec.decode(Arrays.copyOf(entry, length));
  }

  private static int valueLength(byte[] entry, String subject) {
    int length = entry.length - TRAILER_LENGTH;
    if (length < 0 || entry[entry.length - 1] != FORMAT || (entry[entry.length - 2] & ~TEXT) != 0) {
      boolean isOther = length >= 0 && (entry[entry.length - 1] & 0xF0) == (FORMAT & 0xF0);
      throw new CacheException(
          subject
              + (isOther
                  ? ": an entry has format "
                      + (entry[entry.length - 1] & 0x0F)
                      + ", and this version of larder-valkey reads and writes format "
                      + (FORMAT & 0x0F)
                  : ": an entry was not written by Larder")
              + "; put and remove work on it");
    }
    return length;
  }
}
