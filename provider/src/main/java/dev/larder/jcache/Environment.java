package dev.larder.jcache;

import dev.larder.time.Ticker;
import dev.larder.time.Waker;
import java.util.function.Consumer;
import javax.cache.spi.CachingProvider;

/**
 * What the managers of one provider share.
 *
 * @param contextClassLoader the context class loader of threads that run user code
 * @param closed is told of each manager that has closed
 */
public record Environment(
    CachingProvider provider,
    Ticker ticker,
    Waker waker,
    ClassLoader contextClassLoader,
    Consumer<LarderCacheManager> closed) {}
