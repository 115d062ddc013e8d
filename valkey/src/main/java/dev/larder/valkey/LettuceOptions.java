package dev.larder.valkey;

import dev.larder.valkey.ValkeyConfiguration.FileNames;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisCredentialsProvider.ImmediateRedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;

/**
 * Translates a configuration into Lettuce's options. The files of certificates and keys are read
 * here, so that a malformed file fails at once and with the name of its parameter. Immutable.
 */
final class LettuceOptions {
  /** How many commands may wait for their replies on one connection. */
  private static final int QUEUE = 16_384;

  private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofMillis(500);
  private static final Duration TOPOLOGY_PERIOD = Duration.ofSeconds(10);

  private final ServerAddress address;
  private final ValkeyConfiguration settings;

  LettuceOptions(ValkeyConfiguration settings) {
    this.settings = settings;
    this.address = settings.address();
  }

  /** Returns the threads and the timers of a client, which the caller shuts down. */
  static ClientResources resources() {
    return ClientResources.builder()
        .ioThreadPoolSize(2)
        .computationThreadPoolSize(2)
        // The default waits for up to half a minute after a long outage.
        .reconnectDelay(
            () ->
                Delay.exponential(Duration.ZERO, LONGEST_RECONNECT_DELAY, 2, TimeUnit.MILLISECONDS))
        .build();
  }

  /**
   * Returns the options of a client for one server.
   *
   * @throws CacheException if a file of certificates or keys cannot be used
   */
  ClientOptions single() {
    return common(ClientOptions.builder()).build();
  }

  /** Returns the addresses of the servers, each with the credentials. */
  List<RedisURI> uris() {
    List<RedisURI> all = new ArrayList<>();
    if (address.kind() == ServerAddress.Kind.SENTINEL) {
      RedisURI.Builder builder = RedisURI.builder().withSentinelMasterId(address.master());
      address.hosts().forEach(host -> builder.withSentinel(host.name(), host.port()));
      all.add(finish(builder));
    } else {
      for (ServerAddress.Host host : address.hosts()) {
        all.add(finish(RedisURI.builder().withHost(host.name()).withPort(host.port())));
      }
    }
    return all;
  }

  private RedisURI finish(RedisURI.Builder builder) {
    builder.withDatabase(address.database()).withSsl(address.tls());
    builder.withTimeout(settings.timeout()).withClientName("larder");
    if (settings.hasCredentials()) {
      // An immediate provider keeps the handshake in the thread of the connection. After a refusal,
      // another thread would close the connection, and the closure could hide the server's answer.
      ImmediateRedisCredentialsProvider credentials = () -> settings.credentials(address.user());
      builder.withAuthentication(credentials);
    }
    return builder.build();
  }

  private <B extends ClientOptions.Builder> B common(B options) {
    options
        .protocolVersion(ProtocolVersion.RESP3)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .autoReconnect(true)
        .requestQueueSize(QUEUE)
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(settings.timeout())
                .keepAlive(true)
                .tcpNoDelay(true)
                .build());
    if (address.tls()) {
      options.sslOptions(encryption());
    }
    return options;
  }

  private SslOptions encryption() {
    FileNames files = settings.files();
    SslOptions.Builder encryption = SslOptions.builder().jdkSslProvider();
    if (!files.ca().isEmpty()) {
      encryption.trustManager(readable("ca-file", files.ca()));
      check(encryption.build(), "ca-file");
    }
    if (!files.key().isEmpty()) {
      File certificate = readable("cert-file", files.certificate());
      encryption.keyManager(certificate, readable("key-file", files.key()), new char[0]);
      check(encryption.build(), "cert-file or the key-file");
    }
    return encryption.build();
  }

  /** Reads the files, so that a malformed one does not look like a server that is away. */
  private void check(SslOptions encryption, String parameter) {
    try {
      encryption.createSslContextBuilder().build();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new CacheException(
          "the store %s: the %s cannot be used: %s".formatted(address, parameter, told(e)), e);
    }
  }

  private static String told(Throwable failure) {
    String told = String.valueOf(failure.getMessage());
    for (Throwable at = failure.getCause(); at != null; at = at.getCause()) {
      told = at.getMessage() == null ? told : at.getMessage();
    }
    return told;
  }

  private File readable(String parameter, String name) {
    File file = new File(name);
    if (!file.isFile() || !file.canRead()) {
      throw new CacheException(
          "the store %s: the %s %s is not a file that can be read"
              .formatted(address, parameter, file.getAbsolutePath()));
    }
    return file;
  }

  /**
   * Returns the options of a client for a cluster.
   *
   * @throws CacheException if a file of certificates or keys cannot be used
   */
  ClusterClientOptions cluster() {
    ClusterClientOptions.Builder options = common(ClusterClientOptions.builder());
    return options
        .topologyRefreshOptions(
            ClusterTopologyRefreshOptions.builder()
                .enablePeriodicRefresh(TOPOLOGY_PERIOD)
                .adaptiveRefreshTriggersTimeout(Duration.ofMillis(500))
                .closeStaleConnections(true)
                .build())
        .validateClusterNodeMembership(false)
        .build();
  }
}
