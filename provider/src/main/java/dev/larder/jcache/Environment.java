package dev.larder.jcache;

import dev.larder.time.Scheduler;
import dev.larder.time.Ticker;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the managers of one provider share.
 *
 * @param handingOver gives background work that no operation has caused to the executors of caches;
 *     null for threads of their own
 * @param contextClassLoader the context class loader of threads that run user code
 * @param closed is told of each manager that has closed
 */
public record Environment(
    CachingProvider provider,
    Ticker ticker,
    Scheduler waker,
    @Nullable Executor handingOver,
    ClassLoader contextClassLoader,
    Consumer<LarderCacheManager> closed) {}
