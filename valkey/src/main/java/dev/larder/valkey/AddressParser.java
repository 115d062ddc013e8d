package dev.larder.valkey;

import dev.larder.valkey.ServerAddress.Host;
import dev.larder.valkey.ServerAddress.Kind;
import dev.larder.valkey.ValkeyConfiguration.FileNames;
import dev.larder.valkey.ValkeyConfiguration.Options;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the address of servers, and its parameters. Messages never contain the user's part. */
final class AddressParser {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(redis|valkey)(s?)(-cluster|-sentinel)?://(?:([^@/?#]*)@)?([^@/?#]*)(?:/([^?#]*))?"
              + "(?:\\?([^#]*))?(?:#(.*))?");
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9-]{0,30})://");
  private static final Pattern KNOWN = Pattern.compile("(redis|valkey)s?(-cluster|-sentinel)?");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*(ms|s|m)");

  private static final Pattern NAME = Pattern.compile("[a-z-]{1,30}");

  private static final String ACCEPTED =
      "accepted is redis://[user[:password]@]host[:port][/database],"
          + " redis-cluster://host[:port],host[:port], or"
          + " redis-sentinel://host[:port],host[:port][/database]#master; with rediss it is"
          + " encrypted";
  private static final Set<String> PARAMETERS =
      new TreeSet<>(
          List.of(
              "timeout",
              "prefix",
              "password-file",
              "ca-file",
              "cert-file",
              "key-file",
              "on-failure",
              "on-unreadable",
              "invoke",
              "events",
              "expired-events"));

  private static final int PORT = 6379;
  private static final int SENTINEL_PORT = 26379;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_TIMEOUT_MINUTES = 10;

  private final Map<String, String> parameters;

  private AddressParser(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  static ValkeyConfiguration parse(String uri) {
    Matcher parts = ADDRESS.matcher(uri.strip());
    if (!parts.matches()) {
      Matcher scheme = SCHEME.matcher(uri.strip());
      boolean isUnknown = scheme.lookingAt() && !KNOWN.matcher(scheme.group(1)).matches();
      throw new IllegalArgumentException(
          (isUnknown
                  ? "'" + scheme.group(1) + "' is no kind of server that is known: "
                  : "the address of the store is malformed; / ? # and @ in a password are written"
                      + " as %2F %3F %23 and %40: ")
              + ACCEPTED);
    }
    String user = text(parts.group(4));
    int colon = user.indexOf(':');
    String password = colon < 0 ? null : decode(user.substring(colon + 1));
    Kind kind =
        switch (text(parts.group(3))) {
          case "-cluster" -> Kind.CLUSTER;
          case "-sentinel" -> Kind.SENTINEL;
          default -> text(parts.group(5)).contains(",") ? Kind.CLUSTER : Kind.SERVER;
        };
    String master = text(parts.group(8));
    if (kind == Kind.SENTINEL == master.isEmpty()) {
      throw new IllegalArgumentException(
          "the address of the store has "
              + (master.isEmpty() ? "no" : "a")
              + " name of a master behind #: "
              + ACCEPTED);
    }
    ServerAddress address =
        new ServerAddress(
            kind,
            !text(parts.group(2)).isEmpty(),
            hosts(text(parts.group(5)), kind == Kind.SENTINEL ? SENTINEL_PORT : PORT),
            database(text(parts.group(6)), kind),
            master,
            decode(colon < 0 ? user : user.substring(0, colon)));
    Options options = new AddressParser(parameters(text(parts.group(7)))).options(address.tls());
    return new ValkeyConfiguration(address, options, password, null);
  }

  private static String text(@Nullable String group) {
    return group == null ? "" : group;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message contains a part of what may be a password.
      throw new IllegalArgumentException(
          "a part of the store's address is malformed: percent-encode % as %25");
    }
  }

  private static List<Host> hosts(String text, int port) {
    List<Host> hosts = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      Matcher host = HOST.matcher(each.strip());
      int number = host.matches() && host.group(2) != null ? Integer.parseInt(host.group(2)) : port;
      if (!host.matches() || number < 1 || number > MAX_PORT) {
        throw new IllegalArgumentException(
            "the address of the store has a malformed host, or a / in its password that is not"
                + " written as %2F: "
                + ACCEPTED);
      }
      hosts.add(new Host(host.group(1).replaceAll("[\\[\\]]", ""), number));
    }
    return List.copyOf(hosts);
  }

  private static int database(String text, Kind kind) {
    if (text.isEmpty() || text.equals("0")) {
      return 0;
    }
    if (kind == Kind.CLUSTER || !text.matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "the database of the store's address must be a number, and 0 in a cluster; / ? and # in a"
              + " password are written as %2F %3F and %23");
    }
    return Integer.parseInt(text);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String each : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      if (!PARAMETERS.contains(name)) {
        // What looks like no name may be a part of a password.
        throw new IllegalArgumentException(
            "unknown parameter "
                + (NAME.matcher(name).matches() ? "'" + name + "' " : "")
                + "of the store's address; accepted are "
                + String.join(", ", PARAMETERS));
      }
      String value = equals < 0 ? "" : decode(each.substring(equals + 1));
      if (parameters.put(name, value) != null) {
        throw new IllegalArgumentException(
            "the parameter " + name + " of the store's address is there twice");
      }
    }
    return parameters;
  }

  private FileNames files(boolean isEncrypted) {
    FileNames files =
        new FileNames(
            parameters.getOrDefault("password-file", ""),
            parameters.getOrDefault("ca-file", ""),
            parameters.getOrDefault("cert-file", ""),
            parameters.getOrDefault("key-file", ""));
    if (files.certificate().isEmpty() != files.key().isEmpty()) {
      throw new IllegalArgumentException(
          "the parameters cert-file and key-file of the store's address are set together");
    }
    if (!isEncrypted && !(files.ca() + files.key()).isEmpty()) {
      throw new IllegalArgumentException(
          "the parameters ca-file, cert-file and key-file of the store's address are for encrypted"
              + " connections: write rediss in place of redis");
    }
    return files;
  }

  private Options options(boolean isEncrypted) {
    return new Options(
        timeout(),
        parameters.getOrDefault("prefix", ""),
        files(isEncrypted),
        isSecond("on-failure", "error", "bypass"),
        isSecond("on-unreadable", "error", "miss"),
        isSecond("invoke", "optimistic", "locked"),
        isSecond("events", "local", "cluster"),
        isSecond("expired-events", "false", "true"));
  }

  private boolean isSecond(String name, String first, String second) {
    String value = parameters.getOrDefault(name, first);
    if (!value.equals(first) && !value.equals(second)) {
      throw new IllegalArgumentException(
          "the parameter %s of the store's address must be %s or %s: '%s'"
              .formatted(name, first, second, value));
    }
    return value.equals(second);
  }

  private Duration timeout() {
    String text = parameters.getOrDefault("timeout", "1s");
    Matcher time = TIME.matcher(text);
    if (time.matches()) {
      long number = Long.parseLong(time.group(1));
      Duration timeout =
          switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
          };
      if (!timeout.isZero() && timeout.compareTo(Duration.ofMinutes(MAX_TIMEOUT_MINUTES)) <= 0) {
        return timeout;
      }
    }
    throw new IllegalArgumentException(
        "the parameter timeout of the store's address must be a number and ms, s or m, more than 0"
            + " and at most "
            + MAX_TIMEOUT_MINUTES
            + "m: '"
            + text
            + "'");
  }
}
