package dev.larder.valkey;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A cluster of three masters, and of one replica for each if wanted, on the loopback interface. */
public final class ClusterProcess implements AutoCloseable {
  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;
  private static final long START_SECONDS = 60;

  private final List<ServerProcess> servers = new ArrayList<>();

  /** Starts a cluster. */
  public static ClusterProcess start(boolean withReplicas) {
    ClusterProcess cluster = new ClusterProcess();
    try {
      cluster.join(withReplicas);
    } catch (RuntimeException | InterruptedException e) {
      cluster.close();
      throw new IllegalStateException(e);
    }
    return cluster;
  }

  private void join(boolean withReplicas) throws InterruptedException {
    for (int i = 0; i < (withReplicas ? 2 : 1) * MASTERS; i++) {
      servers.add(startNode());
    }
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      try (AdminClient admin = new AdminClient(servers.get(i).address())) {
        ids.add(admin.text("CLUSTER", "MYID"));
        if (i < MASTERS) {
          List<Object> slots = new ArrayList<>(List.of("ADDSLOTS"));
          for (int slot = i; slot < SLOTS; slot += MASTERS) {
            slots.add(slot);
          }
          admin.run("CLUSTER", slots.toArray());
        }
        if (i > 0) {
          admin.run("CLUSTER", "MEET", "127.0.0.1", servers.get(0).port());
        }
      }
    }
    await("cluster_known_nodes:" + servers.size());
    for (int i = MASTERS; i < servers.size(); i++) {
      try (AdminClient admin = new AdminClient(servers.get(i).address())) {
        admin.run("CLUSTER", "REPLICATE", ids.get(i - MASTERS));
      }
    }
    await("cluster_slots_ok:" + SLOTS);
    await("cluster_state:ok");
    if (withReplicas) {
      awaitReplicas();
    }
  }

  private static ServerProcess startNode() {
    // The bus listens 10,000 above the port.
    int port = ServerProcess.freePort();
    while (port > 55_000) {
      port = ServerProcess.freePort();
    }
    return ServerProcess.start(
        port,
        "--cluster-enabled",
        "yes",
        "--cluster-node-timeout",
        "2000",
        "--repl-diskless-sync-delay",
        "0",
        "--cluster-require-full-coverage",
        "no");
  }

  private void await(String line) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    for (ServerProcess server : servers) {
      try (AdminClient admin = new AdminClient(server.address())) {
        while (!admin.text("CLUSTER", "INFO").contains(line)) {
          if (System.nanoTime() - deadline > 0) {
            throw new IllegalStateException("the cluster does not start: " + line);
          }
          TimeUnit.MILLISECONDS.sleep(50);
        }
      }
    }
  }

  private void awaitReplicas() throws InterruptedException {
    for (int i = MASTERS; i < servers.size(); i++) {
      try (AdminClient admin = new AdminClient(servers.get(i).address())) {
        while (!admin.text("INFO", "replication").contains("master_link_status:up")) {
          TimeUnit.MILLISECONDS.sleep(50);
        }
      }
    }
  }

  /** Returns the nodes, the masters first. */
  public List<ServerProcess> servers() {
    return servers;
  }

  /** Returns the address for {@link ValkeyConfiguration#of}. */
  public String address() {
    return servers.stream()
        .map(server -> "127.0.0.1:" + server.port())
        .collect(Collectors.joining(",", "redis-cluster://", ""));
  }

  @Override
  public void close() {
    servers.forEach(ServerProcess::close);
  }
}
