package dev.larder.valkey;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.spec.Eventually;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A master that sentinels know, and that fails. */
@Timeout(120)
class SentinelTest {
  /** Each lasts for the timeout, half a second; sentinels take some seconds. */
  private static final int MOST_TRIES = 100;

  @Test
  void master_killed_theNextOneIsUsed() {
    try (ServerProcess master = ServerProcess.start();
        ServerProcess replica =
            ServerProcess.start(
                "--replicaof", "127.0.0.1 " + master.port(), "--repl-diskless-sync-delay", "0");
        AdminClient admin = new AdminClient(replica.address())) {
      Eventually.isTrue(
          "the replica is in step",
          () -> admin.text("INFO", "replication").contains("master_link_status:up"));
      try (ServerProcess sentinel = ServerProcess.startSentinel("main", master);
          AdminClient watcher = new AdminClient(sentinel.address());
          Managers managers = new Managers()) {
        Eventually.isTrue(
            "the sentinel knows the replica",
            () -> watcher.text("INFO", "sentinel").contains("slaves=1"));
        Cache<String, String> cache =
            managers.cache("redis-sentinel://127.0.0.1:" + sentinel.port() + "?timeout=500ms#main");
        cache.put("k", "v");
        Eventually.isTrue("it is replicated", () -> admin.run("EXISTS", "test:cache:k").equals(1L));
        master.kill();
        boolean isPut = false;
        for (int tries = 0; !isPut && tries < MOST_TRIES; tries++) {
          isPut = put(cache);
        }
        assertThat("the replica is the master", isPut, is(true));
        assertThat(cache.get("k"), is("v"));
      }
    }
  }

  private static boolean put(Cache<String, String> cache) {
    try {
      cache.put("l", "v");
      return true;
    } catch (CacheException e) {
      return false;
    }
  }
}
