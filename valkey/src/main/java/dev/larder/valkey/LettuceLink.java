package dev.larder.valkey;

import dev.larder.valkey.CommandException.Kind;
import dev.larder.valkey.ValkeyConfiguration.FileNames;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.PartitionSelectorException;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.event.AskRedirectionEvent;
import io.lettuce.core.cluster.event.MovedRedirectionEvent;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.event.connection.ConnectionActivatedEvent;
import io.lettuce.core.event.connection.ConnectionDeactivatedEvent;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The link by way of Lettuce. Lettuce repeats commands after a reconnection unless it is told not
 * to, so commands are rejected while the connection is lost. The first command connects; several
 * threads share the attempt.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the replies tell of failures
final class LettuceLink implements Link {
  /** How many commands may wait for their replies on one connection. */
  private static final int QUEUE = 16_384;

  /** A connection younger than this is not replaced. */
  private static final long LEAST_AGE_NANOS = 500_000_000;

  private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofMillis(500);
  private static final Duration TOPOLOGY_PERIOD = Duration.ofSeconds(10);
  private static final Pattern ERROR_IN_SCRIPT =
      Pattern.compile("^ERR Error running script.*: -([A-Z]+ .*)", Pattern.DOTALL);
  private static final List<String> SINGLE = List.of("");

  private final ServerAddress address;
  private final ValkeyConfiguration settings;
  private final Counters counters;
  private final ClientResources resources;
  private final AbstractRedisClient client;
  private final List<RedisURI> uris;
  private final Map<Bytes, Consumer<byte[]>> receivers = new ConcurrentHashMap<>();

  // Guarded by this.
  private @Nullable CompletableFuture<StatefulConnection<byte[], byte[]>> connection;
  private long begun;
  private boolean closed;

  /** Held while the connection for messages opens, which no operation on an entry waits for. */
  private final Object subscribing = new Object();

  /** Written under that lock. */
  private volatile @Nullable StatefulRedisPubSubConnection<byte[], byte[]> subscriptions;

  LettuceLink(ValkeyConfiguration settings, Counters counters) {
    this.settings = settings;
    this.address = settings.address();
    this.counters = counters;
    this.uris = uris();
    // First, because bad options fail, and resources have threads.
    ClusterClientOptions clusterOptions = clusterOptions();
    ClientOptions singleOptions = common(ClientOptions.builder()).build();
    this.resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            // The default waits for up to half a minute after a long outage.
            .reconnectDelay(
                () ->
                    Delay.exponential(
                        Duration.ZERO, LONGEST_RECONNECT_DELAY, 2, TimeUnit.MILLISECONDS))
            .build();
    if (address.kind() == ServerAddress.Kind.CLUSTER) {
      RedisClusterClient cluster = RedisClusterClient.create(resources, uris);
      cluster.setOptions(clusterOptions);
      client = cluster;
    } else {
      RedisClient single = RedisClient.create(resources, uris.get(0));
      single.setOptions(singleOptions);
      client = single;
    }
    resources
        .eventBus()
        .get()
        .subscribe(
            event -> {
              if (event instanceof ConnectionActivatedEvent) {
                counters.connected();
              } else if (event instanceof ConnectionDeactivatedEvent) {
                counters.disconnected();
              } else if (event instanceof MovedRedirectionEvent
                  || event instanceof AskRedirectionEvent) {
                counters.redirects.increment();
              }
            });
  }

  private List<RedisURI> uris() {
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
      builder.withAuthentication(
          RedisCredentialsProvider.from(() -> settings.credentials(address.user())));
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

  private ClusterClientOptions clusterOptions() {
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

  /** Returns the connection, or the attempt to connect that is in progress. */
  private synchronized CompletableFuture<StatefulConnection<byte[], byte[]>> connection() {
    if (closed) {
      return CompletableFuture.failedFuture(
          new CommandException(Kind.REFUSED, "the link to " + address + " is closed", null));
    }
    CompletableFuture<StatefulConnection<byte[], byte[]>> known = connection;
    if (known == null || known.isCompletedExceptionally()) {
      known = begin();
      begun = System.nanoTime();
      connection = known;
    }
    return known;
  }

  private CompletableFuture<StatefulConnection<byte[], byte[]>> begin() {
    CompletableFuture<StatefulConnection<byte[], byte[]>> attempt = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                attempt.complete(open());
              } catch (Throwable e) {
                attempt.completeExceptionally(e);
              }
            },
            "larder-valkey-connect");
    thread.setDaemon(true);
    thread.start();
    return attempt;
  }

  private StatefulConnection<byte[], byte[]> open() {
    StatefulConnection<byte[], byte[]> fresh;
    if (client instanceof RedisClusterClient cluster) {
      StatefulRedisClusterConnection<byte[], byte[]> opened =
          cluster.connect(ByteArrayCodec.INSTANCE);
      fresh = opened;
    } else {
      fresh = ((RedisClient) client).connect(ByteArrayCodec.INSTANCE);
    }
    synchronized (this) {
      if (!closed) {
        return fresh;
      }
    }
    fresh.closeAsync();
    throw new CommandException(Kind.REFUSED, "the link to " + address + " is closed", null);
  }

  @Override
  public Reply connect() {
    return new LettuceReply(connection().thenApply(connected -> null));
  }

  @Override
  public List<Reply> send(List<Command> commands) {
    return dispatch(connection(), commands);
  }

  private List<Reply> dispatch(
      CompletableFuture<StatefulConnection<byte[], byte[]>> target, List<Command> commands) {
    List<SentReply> replies = new ArrayList<>(commands.size());
    commands.forEach(command -> replies.add(new SentReply(encode(command))));
    // Mostly connected, so this runs in the calling thread.
    target.whenComplete(
        (connected, failure) -> {
          if (connected == null) {
            CommandException unsent = unsent(failure);
            replies.forEach(reply -> reply.command.completeExceptionally(unsent));
            return;
          }
          List<RedisCommand<byte[], byte[], ?>> wanted = new ArrayList<>(replies.size());
          for (SentReply reply : replies) {
            if (reply.begin()) {
              wanted.add(reply.command);
            }
          }
          if (wanted.size() == 1) {
            connected.dispatch(wanted.get(0));
          } else if (!wanted.isEmpty()) {
            connected.dispatch(wanted);
          }
        });
    return List.copyOf(replies);
  }

  /** Returns why commands were not sent: there is no connection. */
  private static CommandException unsent(Throwable failure) {
    CommandException known = failure(failure);
    boolean isRefused = known.kind() == Kind.REFUSED;
    return new CommandException(
        isRefused ? Kind.REFUSED : Kind.NOT_EXECUTED, String.valueOf(known.getMessage()), known);
  }

  private static AsyncCommand<byte[], byte[], @Nullable Object> encode(Command command) {
    CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
    for (int i = 0; i < command.arguments().size(); i++) {
      if (i == command.key()) {
        arguments.addKey(command.arguments().get(i));
      } else {
        arguments.add(command.arguments().get(i));
      }
    }
    return new AsyncCommand<>(
        new io.lettuce.core.protocol.Command<>(
            CommandType.valueOf(command.name()), new ReplyOutput(), arguments));
  }

  @Override
  public List<String> masters() {
    if (!(client instanceof RedisClusterClient cluster)) {
      return SINGLE;
    }
    List<String> masters = new ArrayList<>();
    for (RedisClusterNode node : cluster.getPartitions()) {
      if (node.getRole().isUpstream() && !node.getSlots().isEmpty()) {
        masters.add(node.getNodeId());
      }
    }
    return masters;
  }

  @Override
  public Reply sendTo(String master, Command command) {
    CompletableFuture<StatefulConnection<byte[], byte[]>> target = connection();
    if (!master.isEmpty()) {
      target =
          target.thenCompose(
              connected ->
                  ((StatefulRedisClusterConnection<byte[], byte[]>) connected)
                      .getConnectionAsync(master)
                      .thenApply(node -> node));
    }
    return dispatch(target, List.of(command)).get(0);
  }

  @Override
  public void subscribe(Bytes channel, Consumer<byte[]> receiver) {
    receivers.put(channel, receiver);
    boolean isSubscribed = false;
    try {
      subscriptions().sync().subscribe(channel.array());
      isSubscribed = true;
    } catch (RuntimeException e) {
      throw failure(e);
    } finally {
      if (!isSubscribed) {
        receivers.remove(channel);
      }
    }
  }

  @Override
  public void unsubscribe(Bytes channel) {
    receivers.remove(channel);
    StatefulRedisPubSubConnection<byte[], byte[]> present = subscriptions;
    if (present != null) {
      present.async().unsubscribe(channel.array());
    }
  }

  private StatefulRedisPubSubConnection<byte[], byte[]> subscriptions() {
    synchronized (subscribing) {
      StatefulRedisPubSubConnection<byte[], byte[]> known = subscriptions;
      return known == null ? openSubscriptions() : known;
    }
  }

  private StatefulRedisPubSubConnection<byte[], byte[]> openSubscriptions() {
    StatefulRedisPubSubConnection<byte[], byte[]> known =
        client instanceof RedisClusterClient cluster
            ? cluster.connectPubSub(ByteArrayCodec.INSTANCE)
            : ((RedisClient) client).connectPubSub(ByteArrayCodec.INSTANCE);
    known.addListener(
        new RedisPubSubAdapter<byte[], byte[]>() {
          @Override
          public void message(byte[] channel, byte[] message) {
            Consumer<byte[]> receiver = receivers.get(new Bytes(channel));
            if (receiver != null) {
              receiver.accept(message);
            }
          }
        });
    subscriptions = known;
    return known;
  }

  @Override
  public void reconnect() {
    CompletableFuture<StatefulConnection<byte[], byte[]>> old;
    synchronized (this) {
      old = connection;
      boolean isRecent = System.nanoTime() - begun < LEAST_AGE_NANOS;
      if (client instanceof RedisClusterClient || old == null || !old.isDone() || isRecent) {
        return; // a cluster follows its topology, and a fresh connection need not be replaced
      }
      connection = null;
    }
    old.thenAccept(StatefulConnection::closeAsync);
  }

  @Override
  public boolean isConnected() {
    CompletableFuture<StatefulConnection<byte[], byte[]>> known;
    synchronized (this) {
      known = connection;
    }
    return known != null
        && known.isDone()
        && !known.isCompletedExceptionally()
        && counters.open() > 0;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    client.shutdown(Duration.ZERO, settings.timeout());
    resources.shutdown(0, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The reply to one command. */
  private static final class SentReply extends LettuceReply {
    private final AsyncCommand<byte[], byte[], @Nullable Object> command;
    private final AtomicBoolean isDecided = new AtomicBoolean();

    SentReply(AsyncCommand<byte[], byte[], @Nullable Object> command) {
      super(command);
      this.command = command;
    }

    /** Returns whether the command is to be sent. */
    boolean begin() {
      return isDecided.compareAndSet(false, true);
    }

    @Override
    public boolean withdraw() {
      boolean isUnsent = begin();
      command.cancel();
      return isUnsent;
    }
  }

  /** A reply that Lettuce completes. */
  private static class LettuceReply implements Reply {
    private final CompletableFuture<@Nullable Object> result;

    LettuceReply(CompletableFuture<@Nullable Object> result) {
      this.result = result;
    }

    @Override
    public boolean withdraw() {
      return true; // there is no command
    }

    @Override
    public @Nullable Object get() throws InterruptedException {
      try {
        return result.get();
      } catch (ExecutionException e) {
        throw failure(e);
      }
    }

    @Override
    public @Nullable Object get(long time, TimeUnit unit)
        throws InterruptedException, TimeoutException {
      try {
        return result.get(time, unit);
      } catch (ExecutionException e) {
        throw failure(e);
      }
    }

    @Override
    public void onFailure(Consumer<CommandException> action) {
      result.whenComplete(
          (reply, thrown) -> {
            if (thrown != null) {
              action.accept(failure(thrown));
            }
          });
    }

    /** Also takes the command out of a queue, so that it is not sent any more. */
    @Override
    public boolean cancel(boolean mayInterrupt) {
      return result.cancel(mayInterrupt);
    }

    @Override
    public boolean isCancelled() {
      return result.isCancelled();
    }

    @Override
    public boolean isDone() {
      return result.isDone();
    }
  }

  /** Turns Lettuce's failures into {@link CommandException}s. */
  private static CommandException failure(Throwable thrown) {
    Throwable cause = thrown;
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof CommandException known) {
        return known;
      }
      boolean isWrapper =
          cause instanceof ExecutionException || cause instanceof CompletionException;
      if (isWrapper || at instanceof RedisCommandExecutionException) {
        cause = at; // the server's word tells most, such as a wrong password
      }
    }
    String told = String.valueOf(cause.getMessage());
    Matcher quoted = ERROR_IN_SCRIPT.matcher(told);
    String message = quoted.find() ? String.valueOf(quoted.group(1)) : told;
    return new CommandException(kind(cause, message), message + reason(cause), cause);
  }

  /** Returns why there is no connection, empty if the message tells it. */
  private static String reason(Throwable failure) {
    String innermost = null;
    for (Throwable at = failure.getCause(); at != null; at = at.getCause()) {
      String told = at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
      innermost = at.getMessage() == null && innermost != null ? innermost : told;
    }
    boolean isTold = innermost == null || !(failure instanceof RedisConnectionException);
    return isTold ? "" : ": " + innermost;
  }

  private static Kind kind(Throwable cause, String message) {
    if (cause instanceof RedisCommandExecutionException) {
      int space = message.indexOf(' ');
      return switch (space < 0 ? message : message.substring(0, space)) {
        case "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "MOVED", "ASK", "BUSY" ->
            Kind.NOT_EXECUTED;
        case "READONLY" -> Kind.READ_ONLY;
        case "NOSCRIPT" -> Kind.NO_SCRIPT;
        default -> Kind.REFUSED;
      };
    }
    boolean isRejected =
        cause instanceof PartitionSelectorException
            || message.contains("are rejected")
            || message.contains("queue size exceeded")
            || message.startsWith("Unable to connect")
            || message.startsWith("Unable to establish")
            || message.equals("Connection is closed");
    return isRejected ? Kind.NOT_EXECUTED : Kind.UNKNOWN;
  }
}
