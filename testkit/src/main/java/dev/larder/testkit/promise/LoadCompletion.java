package dev.larder.testkit.promise;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** Waits for the end of a bulk load. */
final class LoadCompletion implements CompletionListener {
  private final CountDownLatch completion = new CountDownLatch(1);
  private volatile @Nullable Exception failure;

  @Override
  public void onCompletion() {
    completion.countDown();
  }

  @Override
  public void onException(Exception e) {
    failure = e;
    completion.countDown();
  }

  boolean inTime() throws InterruptedException {
    return completion.await(TimeLimit.SECONDS, TimeUnit.SECONDS);
  }

  @Nullable Exception failure() {
    return failure;
  }
}
