package dev.larder.jcache;

import dev.larder.time.Scheduler;
import dev.larder.time.Ticker;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The objects that a provider passes to its managers.
 *
 * @param ticker the clock of expiry and reloads
 * @param scheduler runs expiry, reloads and file watches when they are due
 * @param handingOver submits background work that no operation has caused to the executors of
 *     caches; null for the threads of each cache
 * @param contextClassLoader the context class loader of threads that run user code
 * @param closed is called with each manager that has been closed
 */
public record Environment(
    CachingProvider provider,
    Ticker ticker,
    Scheduler scheduler,
    @Nullable Executor handingOver,
    ClassLoader contextClassLoader,
    Consumer<LarderCacheManager> closed) {}
