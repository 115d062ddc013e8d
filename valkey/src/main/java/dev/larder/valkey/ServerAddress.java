package dev.larder.valkey;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the servers are, and how to connect to them.
 *
 * @param kind what the hosts are
 * @param tls whether connections are encrypted
 * @param hosts one server, or some nodes of a cluster, or sentinels
 * @param database the number of the database
 * @param master the name of the master that the sentinels know, else empty
 * @param user the ACL user, empty for the default user
 */
record ServerAddress(
    Kind kind, boolean tls, List<Host> hosts, int database, String master, String user)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What the hosts of an address are. */
  enum Kind {
    /** One server. */
    SERVER,
    /** Nodes of a cluster. */
    CLUSTER,
    /** Sentinels, which know the master. */
    SENTINEL
  }

  /**
   * A host and its port.
   *
   * @param name a name or an address
   * @param port the TCP port
   */
  record Host(String name, int port) implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      return name.contains(":") ? "[" + name + "]:" + port : name + ":" + port;
    }
  }

  /** Returns the address for messages and the effective configuration. There is no password. */
  @Override
  public String toString() {
    String scheme =
        (tls ? "rediss" : "redis")
            + switch (kind) {
              case SERVER -> "";
              case CLUSTER -> "-cluster";
              case SENTINEL -> "-sentinel";
            };
    return scheme
        + "://"
        + (user.isEmpty() ? "" : user + "@")
        + hosts.stream().map(Host::toString).collect(Collectors.joining(","))
        + (database == 0 ? "" : "/" + database)
        + (master.isEmpty() ? "" : "#" + master);
  }
}
