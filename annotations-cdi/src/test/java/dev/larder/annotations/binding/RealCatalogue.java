package dev.larder.annotations.binding;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** The annotated implementation. */
@CacheDefaults(cacheName = "prices")
public class RealCatalogue extends Inherited implements Catalogue {
  private int calls;
  private Integer answer = 1;
  private Exception failure;

  @Override
  Integer called() {
    calls++;
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return answer;
  }

  @Override
  @CacheResult
  public Integer price(String item) {
    return called();
  }

  @Override
  @CacheResult(cacheName = "several")
  public Integer priceOfAll(String[] items, int[][] amounts) {
    return called();
  }

  @Override
  @CacheResult
  public Integer priceIn(@CacheKey String item, String session) {
    return called();
  }

  @Override
  @CacheResult(skipGet = true, exceptionCacheName = "troubles")
  public Integer always(String item) {
    return called();
  }

  @Override
  @CacheResult(cacheName = "")
  public Integer byDefaultName(String item) {
    return called();
  }

  @Override
  @CacheResult(cacheName = "letters", cacheKeyGenerator = FirstLetter.class)
  public Integer byFirstLetter(String item) {
    return called();
  }

  @Override
  @CacheResult(cacheResolverFactory = Elsewhere.class)
  public Integer fromElsewhere(String item) {
    return called();
  }

  @Override
  @CacheResult(cacheName = "found")
  public Optional<Integer> find(String item) {
    return Optional.ofNullable(called());
  }

  @Override
  @CacheResult(cacheName = "later")
  public CompletionStage<Integer> soon(String item) {
    calls++;
    return failure == null
        ? CompletableFuture.completedFuture(answer)
        : CompletableFuture.failedFuture(failure);
  }

  @Override
  @CachePut
  public void set(@CacheKey String item, @CacheValue Integer price) {
    called();
  }

  @Override
  @CachePut(afterInvocation = false)
  public void setFirst(String item, @CacheValue Integer price) {
    called();
  }

  @Override
  @CachePut(cacheFor = IllegalStateException.class, noCacheFor = Worse.class)
  public void setUnless(String item, @CacheValue Integer price) {
    called();
  }

  @Override
  @CacheRemove
  public void forget(String item) {
    called();
  }

  @Override
  @CacheRemove(afterInvocation = false)
  public void forgetFirst(String item) {
    called();
  }

  @Override
  @CacheRemove(evictFor = IllegalStateException.class, noEvictFor = Worse.class)
  public void forgetUnless(String item) {
    called();
  }

  @Override
  @CacheRemoveAll
  public void forgetAll() {
    called();
  }

  @Override
  @CacheRemoveAll(afterInvocation = false)
  public void forgetAllFirst() {
    called();
  }

  @Override
  @CacheRemoveAll(evictFor = IllegalStateException.class, noEvictFor = Worse.class)
  public void forgetAllUnless() {
    called();
  }

  @Override
  @CacheResult(
      cacheName = "checked",
      exceptionCacheName = "troubles",
      cachedExceptions = {TroubleException.class, IllegalStateException.class},
      nonCachedExceptions = Worse.class)
  public Integer checked(String item) throws TroubleException {
    if (failure instanceof TroubleException trouble) {
      calls++;
      throw trouble;
    }
    return called();
  }

  @Override
  public Integer ofInterface(String item) {
    return called();
  }

  @Override
  public String plain(String item) {
    calls++;
    return item;
  }

  @Override
  public void failWith(Exception newFailure) {
    failure = newFailure;
  }

  @Override
  public void answer(Integer price) {
    answer = price;
  }

  @Override
  public int calls() {
    return calls;
  }
}
