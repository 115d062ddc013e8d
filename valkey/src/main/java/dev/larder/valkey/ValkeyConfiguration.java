package dev.larder.valkey;

import dev.larder.store.StoreFactory;
import io.lettuce.core.RedisCredentials;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * The servers on which caches keep their entries, and how the caches use them: the setting {@code
 * store} of a cache. Immutable and thread-safe. All caches of a cache manager with an equal
 * configuration share their connections.
 *
 * <pre>{@code
 * new LarderConfiguration<String, Book>()
 *     .setStoreFactory(ValkeyConfiguration.of("redis://cache.example.com?timeout=500ms"));
 * }</pre>
 *
 * <p>The address is one of these; {@code rediss} in place of {@code redis} encrypts, and {@code
 * valkey} and {@code valkeys} mean the same:
 *
 * <pre>
 *   redis://[user[:password]@]host[:port][/database]               one server
 *   redis-cluster://host[:port],host[:port]                        some nodes of a cluster
 *   redis-sentinel://host[:port],host[:port][/database]#master     sentinels
 * </pre>
 *
 * <p>These parameters may follow behind a question mark, in front of the name of the master:
 *
 * <pre>
 *   timeout=1s              how long an operation may take: ms, s or m
 *   prefix=larder           stands in front of all keys; the URI of the cache manager unless set
 *   password-file=PATH      holds the password, is read at each connection
 *   ca-file=PATH            PEM certificates that encrypted connections trust; the JVM's unless set
 *   cert-file=PATH          PEM certificate, with its chain, that the client shows to the server
 *   key-file=PATH           its private key: PEM in the form PKCS#8, not encrypted
 *   on-failure=error        or bypass: caches go on without an unavailable server
 *   on-unreadable=error     or miss: an entry that cannot be deserialized counts as absent
 *   invoke=optimistic       or locked: entry processors, loaders and writers of a key run one at a
 *                           time in all processes
 *   events=local            or cluster: listeners hear the changes of all processes
 *   expired-events=false    or true: EXPIRED events, with the old value
 * </pre>
 */
public final class ValkeyConfiguration implements Factory<StoreFactory> {
  private static final long serialVersionUID = 1L;

  private final ServerAddress address;
  private final Options options;
  private final @Nullable String password;

  @SuppressWarnings("serial") // a supplier that is not serializable cannot be serialized with it
  private final @Nullable Supplier<char[]> passwords;

  ValkeyConfiguration(
      ServerAddress address,
      Options options,
      @Nullable String password,
      @Nullable Supplier<char[]> passwords) {
    this.address = address;
    this.options = options;
    this.password = password;
    this.passwords = passwords;
  }

  /**
   * Returns the configuration that an address describes.
   *
   * @param uri as described above, not null. A password in it becomes a part of the serialized form
   *     of the configuration; one of a file or a supplier does not.
   * @throws IllegalArgumentException if it is malformed, or has an unknown parameter; the message
   *     does not contain a password
   */
  public static ValkeyConfiguration of(String uri) {
    return AddressParser.parse(uri);
  }

  /**
   * Returns the same configuration with a supplier of the password, which is asked for each new
   * connection.
   *
   * @param supplier thread-safe, not null; returns a password, not null. If it throws, the
   *     connection fails with that message.
   */
  public ValkeyConfiguration withPassword(Supplier<char[]> supplier) {
    return new ValkeyConfiguration(address, options, null, Objects.requireNonNull(supplier));
  }

  /** The parameters of an address. */
  record Options(
      Duration timeout,
      String prefix,
      FileNames files,
      boolean bypasses,
      boolean missesUnreadable,
      boolean locks,
      boolean publishes,
      boolean reportsExpired)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    static final Options DEFAULT =
        new Options(Duration.ofSeconds(1), "", FileNames.NONE, false, false, false, false, false);
  }

  /** The files that an address names, each empty if it names none. */
  record FileNames(String password, String ca, String certificate, String key)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    static final FileNames NONE = new FileNames("", "", "", "");
  }

  ServerAddress address() {
    return address;
  }

  Duration timeout() {
    return options.timeout;
  }

  /** Returns what stands in front of the keys of a cache manager. */
  String prefix(String managerUri) {
    if (!options.prefix.isEmpty()) {
      return options.prefix;
    }
    return managerUri.equals("larder:default") ? "larder" : managerUri;
  }

  boolean bypasses() {
    return options.bypasses;
  }

  boolean missesUnreadable() {
    return options.missesUnreadable;
  }

  boolean locks() {
    return options.locks;
  }

  /** Returns whether events reach other processes. */
  boolean publishes() {
    return options.publishes;
  }

  boolean reportsExpired() {
    return options.reportsExpired;
  }

  FileNames files() {
    return options.files;
  }

  boolean hasCredentials() {
    return password != null
        || passwords != null
        || !options.files.password.isEmpty()
        || !address.user().isEmpty();
  }

  /** Returns the credentials for a new connection. */
  RedisCredentials credentials(String user) {
    return RedisCredentials.just(user.isEmpty() ? null : user, currentPassword());
  }

  private char[] currentPassword() {
    if (passwords != null) {
      return passwords.get();
    }
    if (options.files.password.isEmpty()) {
      return password == null ? new char[0] : password.toCharArray();
    }
    try {
      return Files.readString(Path.of(options.files.password)).strip().toCharArray();
    } catch (IOException e) {
      throw new UncheckedIOException("password-file " + options.files.password, e);
    }
  }

  @Override
  public StoreFactory create() {
    return new ValkeyStoreFactory(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValkeyConfiguration configuration
        && address.equals(configuration.address)
        && options.equals(configuration.options)
        && Objects.equals(password, configuration.password)
        && passwords == configuration.passwords;
  }

  @Override
  public int hashCode() {
    return Objects.hash(address, options, password);
  }

  /** Returns the address and the parameters that are set, without a password. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(address.toString());
    Options none = Options.DEFAULT;
    char separator = '?';
    separator = add(text, separator, "timeout", millis(options.timeout), millis(none.timeout));
    separator = add(text, separator, "prefix", options.prefix, none.prefix);
    separator = add(text, separator, "on-failure", word(options.bypasses, "bypass"), "");
    separator = add(text, separator, "on-unreadable", word(options.missesUnreadable, "miss"), "");
    separator = add(text, separator, "invoke", word(options.locks, "locked"), "");
    separator = add(text, separator, "events", word(options.publishes, "cluster"), "");
    add(text, separator, "expired-events", word(options.reportsExpired, "true"), "");
    return text.toString();
  }

  private static String millis(Duration time) {
    return time.toMillis() + "ms";
  }

  private static String word(boolean isSet, String word) {
    return isSet ? word : "";
  }

  private static char add(
      StringBuilder text, char separator, String name, String value, String unset) {
    if (value.equals(unset)) {
      return separator;
    }
    text.append(separator).append(name).append('=').append(value);
    return '&';
  }
}
