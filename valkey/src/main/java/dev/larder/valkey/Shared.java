package dev.larder.valkey;

/** What the caches of a factory share. */
final class Shared implements AutoCloseable {
  private final Server server;
  private final LockKeeper locks;
  private final EventExecutor events;
  private final Background background = new Background();
  private final ValkeyBean bean;

  Shared(ValkeyConfiguration configuration, String managerUri) {
    Counters counters = new Counters();
    server = new Server(new LettuceLink(configuration, counters), configuration, counters);
    locks = new LockKeeper(server);
    events = new EventExecutor(counters);
    bean = new ValkeyBean(configuration.toString(), server, counters);
    bean.register(managerUri);
  }

  Server server() {
    return server;
  }

  LockKeeper locks() {
    return locks;
  }

  EventExecutor events() {
    return events;
  }

  Background background() {
    return background;
  }

  @Override
  public void close() {
    bean.unregister();
    background.close();
    events.close();
    locks.close();
    server.link().close();
  }
}
