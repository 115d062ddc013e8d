package dev.larder.valkey;

import dev.larder.CacheUnavailableException;
import dev.larder.valkey.Server.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Finds out early whether a server can be used, and says what to change if not. */
final class StartupCheck {
  private static final Logger LOG = System.getLogger("dev.larder");
  private static final Pattern VERSION = Pattern.compile("redis_version:(\\d+)\\.(\\d+)");
  private static final int LEAST_MAJOR = 6;
  private static final int LEAST_MINOR = 2;
  private static final int CHECK_MILLIS = 1_000;

  /** The field in which the first process notes the form of a cache. */
  private static final String SETTINGS = "settings";

  private final Server server;
  private final ValkeyConfiguration configuration;
  private final String subject;

  StartupCheck(Server server, ValkeyConfiguration configuration, String subject) {
    this.server = server;
    this.configuration = configuration;
    this.subject = subject;
  }

  /** Checks the version of the server, and the rights of the user. */
  void server(KeyFormat<?> keys) {
    connect();
    checkVersion();
    String rights = rights(keys);
    List<Command> commands = commands(keys);
    List<Outcome> outcomes = server.tryAll(commands);
    for (int i = 0; i < commands.size(); i++) {
      require(rights, commands.get(i), outcomes.get(i)::reply);
    }
    for (Command command : keyless(keys)) {
      require(rights, command, what -> ask(command));
    }
    warnOfPolicy();
  }

  /**
   * Returns the commands with a key that the caches will need, one of each kind. They leave nothing
   * behind. A right that is missing within a script would leave an operation half done.
   */
  private List<Command> commands(KeyFormat<?> keys) {
    Bytes key = keys.checked();
    Bytes number = keys.checkedNumber();
    List<byte[]> nothing = new ArrayList<>();
    Command.add(nothing, "return 0", 1, key);
    List<Command> commands = new ArrayList<>();
    commands.add(Command.read("SET", key, "check", "PX", CHECK_MILLIS));
    commands.add(Command.read("SET", KeyFormat.lock(key), "check", "PX", CHECK_MILLIS));
    commands.add(Command.read("GET", key));
    commands.add(Command.read("MGET", key));
    commands.add(Command.read("EXISTS", key));
    commands.add(Command.read("GETRANGE", key, 0, 0));
    commands.add(Command.read("PTTL", key));
    if (configuration.publishes()) {
      commands.add(Command.read("INCR", number));
    }
    commands.add(Command.read("MSET", number, 0));
    commands.add(Command.read("PERSIST", number));
    commands.add(Command.read("PEXPIRE", number, CHECK_MILLIS)); // if the rest is refused
    commands.add(Command.read("GETDEL", number));
    commands.add(Command.read("UNLINK", number));
    commands.add(Command.read("HGET", keys.meta(), SETTINGS));
    commands.add(Command.read("UNLINK", key));
    commands.add(Command.read("UNLINK", KeyFormat.lock(key)));
    if (keys.tags() > 0) {
      Bytes deadlines = keys.deadlines(0);
      commands.add(Command.read("ZADD", deadlines, "XX", 0, key)); // adds nothing
      commands.add(Command.read("ZREM", deadlines, key));
      commands.add(Command.read("ZRANGEBYSCORE", deadlines, 0, 0));
      commands.add(Command.read("ZREMRANGEBYSCORE", deadlines, "(0", 0));
    }
    // Scripts come last, because they name the command of theirs that is refused less plainly.
    commands.add(new Command("EVAL", nothing, 2, true, null));
    commands.add(new EntryCommands(keys, configuration).expire(keys.checkedAbsent()));
    return commands;
  }

  private List<Command> keyless(KeyFormat<?> keys) {
    List<Command> commands = new ArrayList<>();
    commands.add(Command.keyless("SCAN", "0", "COUNT", 1));
    if (configuration.reportsExpired()) {
      commands.add(Command.keyless("TIME"));
    }
    if (configuration.publishes()) {
      Bytes channel = keys.channel(configuration.address().database());
      commands.add(Command.keyless("PUBLISH", channel, ""));
    }
    return commands;
  }

  private void connect() {
    try {
      server.connect(subject);
    } catch (CacheUnavailableException e) {
      throw new CacheUnavailableException(
          e.getMessage() + hint(innermost(e), configuration.address().tls()), e.getCause());
    }
  }

  private static String innermost(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.toString();
  }

  /** Returns which part of the address has to change if a connection fails for a reason. */
  private static String hint(String reason, boolean isEncrypted) {
    if (!isEncrypted) {
      boolean isCut =
          reason.contains("reset") || reason.contains("Closed") || reason.contains("closed");
      return isCut ? "; if the server encrypts, the address begins with rediss" : "";
    }
    if (reason.contains("certificate_required")) {
      return "; the parameters cert-file and key-file name the certificate of the client";
    }
    if (reason.contains("certification path")) {
      return "; the parameter ca-file names the certificates to trust";
    }
    boolean isSilent = reason.contains("timed out") || reason.contains("no answer");
    return isSilent ? "; if the server does not encrypt, the address begins with redis" : "";
  }

  private void checkVersion() {
    String info;
    try {
      info = text(ask(Command.keyless("INFO", "server")));
    } catch (CacheException e) {
      if (e instanceof CacheUnavailableException) {
        throw e;
      }
      return; // the commands themselves tell whether they can be used
    }
    Matcher version = VERSION.matcher(info);
    if (version.find()) {
      int major = Integer.parseInt(version.group(1));
      int minor = Integer.parseInt(version.group(2));
      if (major < LEAST_MAJOR || (major == LEAST_MAJOR && minor < LEAST_MINOR)) {
        throw new CacheException(
            "%s: the server %s has version %d.%d; needed is Redis 6.2 or Valkey"
                .formatted(subject, configuration.address(), major, minor));
      }
    }
  }

  /** Returns the reply to a command without a key, from any master. */
  private @Nullable Object ask(Command command) {
    return server.callMaster(subject, server.link().masters().get(0), command);
  }

  private static String reason(CacheException e) {
    return e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
  }

  private static boolean isRefusal(CacheException e) {
    String reason = reason(e);
    return reason.startsWith("NOPERM")
        || reason.startsWith("NOAUTH")
        || reason.startsWith("WRONGPASS")
        || reason.contains("can't run this command")
        || reason.startsWith("ERR unknown command");
  }

  /** Returns whether a server that is full, or lacks replicas, has refused a write. */
  private static boolean isTemporary(CacheException e) {
    String reason = reason(e);
    return reason.startsWith("OOM") || reason.startsWith("NOREPLICAS");
  }

  private static String text(@Nullable Object reply) {
    return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
  }

  /** Returns the rights that the user needs, as the server's ACL rules. */
  private String rights(KeyFormat<?> keys) {
    String prefix = keys.name().substring(0, keys.name().indexOf(':'));
    return "~%s:* ~{%s:* +@read +@write +@connection +evalsha +eval +info +scan"
            .formatted(prefix, prefix)
        + (configuration.reportsExpired() ? " +time" : "")
        + (configuration.publishes() ? " +@pubsub resetchannels &" + prefix + ":*" : "");
  }

  private void require(String rights, Command command, Consumer<String> reply) {
    try {
      reply.accept(subject);
    } catch (CacheException e) {
      if (isRefusal(e)) {
        throw refused(rights, command.name(), e);
      }
      if (!isTemporary(e)) {
        throw e;
      }
      LOG.log(Level.WARNING, String.valueOf(e.getMessage()));
    }
  }

  private CacheException refused(String rights, String command, CacheException e) {
    return new CacheException(
        "%s: the server %s refuses %s. The user needs: %s (%s)"
            .formatted(subject, configuration.address(), command, rights, reason(e)),
        e);
  }

  private void warnOfPolicy() {
    try {
      String bytes = second(ask(Command.keyless("CONFIG", "GET", "maxmemory")));
      String name = second(ask(Command.keyless("CONFIG", "GET", "maxmemory-policy")));
      if (!bytes.equals("0") && (name.equals("noeviction") || name.startsWith("volatile-"))) {
        LOG.log(
            Level.WARNING,
            "the server {0} has maxmemory-policy {1}: writes fail when its memory is full{2};"
                + " allkeys-lru or allkeys-lfu suit a cache",
            configuration.address(),
            name,
            name.equals("noeviction") ? "" : " of entries that do not expire");
      }
    } catch (CacheException e) {
      // Hosted servers refuse CONFIG. The warning is a service.
      LOG.log(Level.DEBUG, "maxmemory-policy is not known: {0}", e.getMessage());
    }
  }

  /** Returns the value of the first setting in a reply. */
  private static String second(@Nullable Object reply) {
    return reply instanceof List<?> list && list.size() > 1 ? text(list.get(1)) : "";
  }

  /**
   * Subscribes to the events of a cache.
   *
   * @param subscription fails if the user lacks a right
   */
  void events(KeyFormat<?> keys, Runnable subscription) {
    try {
      subscription.run();
    } catch (CacheException e) {
      throw isRefusal(e) ? refused(rights(keys), "SUBSCRIBE", e) : e;
    }
  }

  /**
   * Checks that the processes that share a cache agree on its form. The first one notes it.
   *
   * @throws CacheException if they do not
   */
  void cache(KeyFormat<?> keys) {
    String own =
        "format=%d events=%s expired-events=%b tags=%d"
            .formatted(
                EntryFormat.FORMAT & 0x0F,
                configuration.publishes() ? "cluster" : "local",
                configuration.reportsExpired(),
                keys.tags());
    List<Command> batch =
        List.of(
            Command.read("HSETNX", keys.meta(), SETTINGS, own),
            Command.read("HGET", keys.meta(), SETTINGS));
    List<Outcome> outcomes = server.tryAll(batch);
    for (int i = 0; i < batch.size(); i++) {
      try {
        outcomes.get(i).reply(subject);
      } catch (CacheException e) {
        throw isRefusal(e) ? refused(rights(keys), batch.get(i).name(), e) : e;
      }
    }
    String present = text(outcomes.get(1).reply(subject));
    if (!present.equals(own)) {
      throw new CacheException(
          ("%s: on the server %s it has %s, here it has %s. All processes must agree; if no other"
                  + " one uses the cache, destroy it or delete the key %s")
              .formatted(subject, configuration.address(), present, own, keys.meta()));
    }
  }
}
