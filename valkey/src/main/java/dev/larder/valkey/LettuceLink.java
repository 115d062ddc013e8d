package dev.larder.valkey;

import dev.larder.valkey.CommandException.Kind;
import dev.larder.valkey.LettuceReply.SentReply;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
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
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The link by way of Lettuce. Lettuce repeats commands after a reconnection unless it is told not
 * to, so commands are rejected while the connection is lost. The first command connects; several
 * threads share the attempt.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the replies tell of failures
final class LettuceLink implements Link {
  /** A connection younger than this is not replaced. */
  private static final long LEAST_AGE_NANOS = 500_000_000;

  private static final List<String> SINGLE = List.of("");

  private final ServerAddress address;
  private final ValkeyConfiguration settings;
  private final Counters counters;
  private final ClientResources resources;
  private final AbstractRedisClient client;
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
    // First, because bad options fail, and resources have threads.
    LettuceOptions options = new LettuceOptions(settings);
    List<RedisURI> uris = options.uris();
    ClusterClientOptions clusterOptions = options.cluster();
    ClientOptions singleOptions = options.single();
    this.resources = LettuceOptions.resources();
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
            CommandException unsent = LettuceFailures.unsent(failure);
            replies.forEach(reply -> reply.command().completeExceptionally(unsent));
            return;
          }
          List<RedisCommand<byte[], byte[], ?>> wanted = new ArrayList<>(replies.size());
          for (SentReply reply : replies) {
            if (reply.begin()) {
              wanted.add(reply.command());
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
      throw LettuceFailures.of(e);
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
}
