package dev.larder.valkey;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    server.connect(subject);
    checkVersion();
    Bytes key = keys.checked();
    String rights = rights(keys);
    require(rights, "SET", Command.read("SET", key, "check", "PX", CHECK_MILLIS));
    require(rights, "SET", Command.read("SET", KeyFormat.lock(key), "check", "PX", 1));
    require(rights, "GET", Command.read("GET", key));
    require(rights, "EVALSHA", new EntryCommands(keys, configuration).expire(key));
    List<byte[]> nothing = new ArrayList<>();
    Command.add(nothing, "return 0", 1, key);
    require(rights, "EVAL", new Command("EVAL", nothing, 2, true, null));
    if (keys.tags() > 0) {
      // A right that is missing in the middle of a script would leave an operation half done.
      require(rights, "ZADD", Command.read("ZADD", keys.deadlines(0), 0, key));
      require(rights, "ZREM", Command.read("ZREM", keys.deadlines(0), key));
    }
    if (configuration.reportsExpired()) {
      require(rights, "TIME", Command.keyless("TIME"));
    }
    if (configuration.publishes()) {
      require(rights, "INCR", Command.read("INCRBY", keys.sequence(0), 0));
      Bytes channel = keys.channel(configuration.address().database());
      require(rights, "PUBLISH", Command.keyless("PUBLISH", channel, ""));
    }
    require(rights, "UNLINK", Command.read("UNLINK", key));
    require(rights, "SCAN", Command.keyless("SCAN", "0", "COUNT", 1));
    warnOfPolicy();
  }

  private void checkVersion() {
    String info;
    try {
      info =
          text(
              server.callMaster(
                  subject, server.link().masters().get(0), Command.keyless("INFO", "server")));
    } catch (CacheException e) {
      if (isRefusal(e)) {
        return; // without the right to ask, the commands themselves tell
      }
      throw e;
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

  private static boolean isRefusal(CacheException e) {
    String reason = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
    return reason.startsWith("NOPERM")
        || reason.startsWith("NOAUTH")
        || reason.startsWith("WRONGPASS")
        || reason.startsWith("ERR unknown command");
  }

  /** Returns whether a server that is full, or lacks replicas, has refused a write. */
  private static boolean isTemporary(CacheException e) {
    String reason = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
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

  private void require(String rights, String commands, Command command) {
    try {
      if (command.key() < 0) {
        server.callMaster(subject, server.link().masters().get(0), command);
      } else {
        server.call(subject, command);
      }
    } catch (CacheException e) {
      if (isRefusal(e)) {
        throw new CacheException(
            "%s: the server %s refuses %s. The user needs: %s (%s)"
                .formatted(
                    subject,
                    configuration.address(),
                    commands,
                    rights,
                    String.valueOf(e.getCause() == null ? "" : e.getCause().getMessage())),
            e);
      }
      if (!isTemporary(e)) {
        throw e;
      }
      LOG.log(Level.WARNING, String.valueOf(e.getMessage()));
    }
  }

  private void warnOfPolicy() {
    try {
      String master = server.link().masters().get(0);
      Object limit =
          server.callMaster(subject, master, Command.keyless("CONFIG", "GET", "maxmemory"));
      Object policy =
          server.callMaster(subject, master, Command.keyless("CONFIG", "GET", "maxmemory-policy"));
      String bytes = second(limit);
      String name = second(policy);
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

  /** Checks that the processes that share a cache agree on its form. */
  void cache(KeyFormat<?> keys) {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("format", Integer.toString(EntryFormat.FORMAT & 0x0F));
    own.put("events", configuration.publishes() ? "cluster" : "local");
    own.put("expired-events", Boolean.toString(configuration.reportsExpired()));
    own.put("tags", Integer.toString(keys.tags()));
    List<Command> batch = new ArrayList<>();
    own.forEach((name, value) -> batch.add(Command.read("HSETNX", keys.meta(), name, value)));
    batch.add(Command.read("HMGET", keys.meta(), own.keySet().toArray()));
    List<@Nullable Object> replies = server.callAll(subject, batch);
    List<?> known = (List<?>) replies.get(own.size());
    int at = 0;
    for (Map.Entry<String, String> setting : own.entrySet()) {
      String present = known == null ? "" : text(known.get(at++));
      if (!present.equals(setting.getValue())) {
        throw new CacheException(
            ("%s: on the server %s it has %s=%s, here it has %s. All processes must agree; if no"
                    + " other one uses the cache, destroy it or delete the key %s")
                .formatted(
                    subject,
                    configuration.address(),
                    setting.getKey(),
                    present,
                    setting.getValue(),
                    keys.meta()));
      }
    }
  }
}
