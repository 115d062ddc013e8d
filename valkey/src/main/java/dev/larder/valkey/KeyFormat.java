package dev.larder.valkey;

import dev.larder.store.Codec;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import javax.cache.CacheException;

/**
 * The form of keys on the server: {@code <prefix>:<cache>:<key>}.
 *
 * <pre>
 *   String "Anna"            Anna
 *   Integer 42               #i42         Long #l42   Short #s42   Byte #b42
 *   UUID                     #u0a1b...
 *   any other                ~ and the serialized key in base64url
 * </pre>
 *
 * In a string, {@code %}, braces, control characters, and {@code #} or {@code ~} at the beginning
 * are percent-encoded. So no two keys have the same form, and a cluster finds no hash tag in a key.
 *
 * <p>With events, a tag in front distributes the keys of a cache over a cluster: {@code
 * {<prefix>:<cache>#<tag>}:<key>}.
 */
final class KeyFormat<K> {
  private static final String RESERVED = "%{}";
  private static final char DELETE = 0x7F;

  private final Codec<K> codec;
  private final String name;
  private final int tags;

  /**
   * Creates a format.
   *
   * @param prefix stands in front of the keys of the cache manager
   * @param tags the number of tags; 0 for keys without
   */
  KeyFormat(Codec<K> codec, String prefix, String cacheName, int tags) {
    this.codec = codec;
    this.name = escape(prefix, ":#") + ":" + escape(cacheName, ":#");
    this.tags = tags;
  }

  /** Returns the common part of what the cache has on the server. */
  String name() {
    return name;
  }

  int tags() {
    return tags;
  }

  /** Returns the key of the settings that all processes must agree on. */
  Bytes meta() {
    return Bytes.of(name + "#meta");
  }

  /**
   * Returns the channel of the events.
   *
   * @param database the server does not tell the channels of its databases apart
   */
  Bytes channel(int database) {
    return Bytes.of(name + "#events" + (database == 0 ? "" : "/" + database));
  }

  /** Returns a key to check rights with, which is not one of an entry. */
  Bytes checked() {
    return Bytes.of((tags == 0 ? name : tagged(0)) + "#check");
  }

  /** Returns a key of a number to check rights with. */
  Bytes checkedNumber() {
    return Bytes.of(checked() + "/number");
  }

  /** Returns a key to run a script with, which is never there. */
  Bytes checkedAbsent() {
    return Bytes.of(checked() + "/none");
  }

  /** Returns the key of the deadlines of a tag. */
  Bytes deadlines(int tag) {
    return Bytes.of(tagged(tag) + "#deadlines");
  }

  /** Returns the key of the number of the last event of a tag. */
  Bytes sequence(int tag) {
    return Bytes.of(tagged(tag) + "#sequence");
  }

  private String tagged(int tag) {
    return "{" + name + "#" + tag + "}";
  }

  /** Returns the tag of an entry, if there are tags. */
  int tag(Bytes entry) {
    String key = entry.toString();
    return key.startsWith(checked().toString()) ? 0 : tagOf(key.substring(key.indexOf('}') + 2));
  }

  private int tagOf(String key) {
    return Math.floorMod((key.hashCode() * 0x9E3779B9) >>> 16, tags);
  }

  /** Returns the key of the lock of an entry, which lies beside the entry in a cluster. */
  static Bytes lock(Bytes entry) {
    String key = entry.toString();
    int tagEnd = key.indexOf('}') + 1;
    return Bytes.of(
        tagEnd == 0
            ? "{" + key + "}#lock"
            : key.substring(0, tagEnd) + "#lock" + key.substring(tagEnd));
  }

  /** Returns the pattern of the keys of the entries, for SCAN. */
  String pattern() {
    String quoted = name.replaceAll("([\\\\*?\\[\\]^-])", "\\\\$1");
    return tags == 0 ? quoted + ":*" : "{" + quoted + "#*}:*";
  }

  /** Returns the key of an entry. Runs user code. */
  Bytes encode(K key) {
    String text = text(key);
    return Bytes.of((tags == 0 ? name : tagged(tagOf(text))) + ":" + text);
  }

  private String text(K key) {
    if (key instanceof String text && isEncodable(text)) {
      return escape(text, "");
    } else if (key instanceof Integer) {
      return "#i" + key;
    } else if (key instanceof Long) {
      return "#l" + key;
    } else if (key instanceof Short) {
      return "#s" + key;
    } else if (key instanceof Byte) {
      return "#b" + key;
    } else if (key instanceof UUID) {
      return "#u" + key;
    }
    return "~" + Base64.getUrlEncoder().withoutPadding().encodeToString(codec.encode(key));
  }

  /** Returns whether UTF-8 has a form for a string: not for one half of a surrogate pair. */
  static boolean isEncodable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
      }
    }
    return true;
  }

  private static String escape(String text, String more) {
    int first = 0;
    while (first < text.length() && !isEscaped(text, first, more)) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 8).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char at = text.charAt(i);
      if (Character.isSurrogate(at) && isEscaped(text, i, more)) {
        escaped.append("%u").append(Integer.toHexString(at));
      } else if (isEscaped(text, i, more)) {
        escaped.append('%').append(hex(at >> 4)).append(hex(at & 0xF));
      } else {
        escaped.append(at);
      }
    }
    return escaped.toString();
  }

  private static boolean isEscaped(String text, int index, String more) {
    char at = text.charAt(index);
    return at < ' '
        || at == DELETE
        || RESERVED.indexOf(at) >= 0
        || more.indexOf(at) >= 0
        || (!more.isEmpty() && Character.isSurrogate(at) && !isEncodable(text))
        || (index == 0 && (at == '#' || at == '~'));
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }

  /**
   * Returns the key of an entry. Runs user code.
   *
   * @throws CacheException if the form is not one of a key
   */
  K decode(Bytes entry) {
    String text = utf8(entry.array());
    int from = tags == 0 ? name.length() + 1 : text.indexOf('}') + 2;
    try {
      return key(text.substring(from));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw unreadable(text, e);
    }
  }

  private K key(String text) {
    if (text.startsWith("~")) {
      return codec.decode(Base64.getUrlDecoder().decode(text.substring(1)));
    } else if (!text.startsWith("#")) {
      return codec.checked(unescape(text));
    }
    String value = text.substring(2);
    return codec.checked(
        switch (text.charAt(1)) {
          case 'i' -> Integer.valueOf(value);
          case 'l' -> Long.valueOf(value);
          case 's' -> Short.valueOf(value);
          case 'b' -> Byte.valueOf(value);
          case 'u' -> UUID.fromString(value);
          default -> throw new IllegalArgumentException("unknown type of key");
        });
  }

  private static String unescape(String text) {
    int percent = text.indexOf('%');
    if (percent < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int from = 0;
    for (; percent >= 0; percent = text.indexOf('%', from)) {
      plain.append(text, from, percent);
      plain.append((char) Integer.parseInt(text.substring(percent + 1, percent + 3), 16));
      from = percent + 3;
    }
    return plain.append(text, from, text.length()).toString();
  }

  private String utf8(byte[] bytes) {
    try {
      CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return chars.toString();
    } catch (CharacterCodingException e) {
      throw unreadable(new Bytes(bytes).toString(), e);
    }
  }

  private CacheException unreadable(String text, Exception cause) {
    return new CacheException(
        "'" + text + "' on the server is no key of a cache entry below " + name, cause);
  }
}
