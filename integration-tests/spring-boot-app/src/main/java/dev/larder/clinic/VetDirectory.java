package dev.larder.clinic;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;

/** A slow source of data, whose answers are cached. */
@Service
public class VetDirectory {
  private final AtomicInteger calls = new AtomicInteger();

  @Cacheable("vets")
  public List<Vet> all() {
    return List.of(new Vet("Carter", calls.incrementAndGet()));
  }

  /** Its cache has refresh-by-caller. */
  @Cacheable("prices")
  public Integer price(String treatment) {
    return calls.incrementAndGet();
  }

  @CacheEvict(cacheNames = "vets", allEntries = true)
  public void forget() {}
}
