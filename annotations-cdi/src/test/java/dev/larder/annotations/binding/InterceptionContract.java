package dev.larder.annotations.binding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.Test;

/** The behaviour of each of Larder's bindings beyond the specification. */
abstract class InterceptionContract extends AnnotationsContract {
  InterceptionContract(Binding binding) {
    super(binding);
  }

  @Test
  void cacheName_empty_isTheDefaultName() {
    catalogue.byDefaultName("tea");
    assertThat(cache("prices").iterator().hasNext(), is(true));
  }

  @Test
  void key_noGenerator_isADefaultKey() {
    catalogue.price("tea");
    cache("prices")
        .forEach(entry -> assertThat(entry.getKey(), is(instanceOf(GeneratedCacheKey.class))));
  }

  @Test
  void put_methodFails_putsOnlyBeforeInvocation() {
    catalogue.failWith(trouble);
    assertThat(
        assertThrows(IllegalStateException.class, () -> catalogue.set("tea", 7)),
        is(sameInstance(trouble)));
    assertThat(count("prices"), is(0));
    assertThrows(IllegalStateException.class, () -> catalogue.setFirst("tea", 7));
    assertThat(count("prices"), is(1));
  }

  @Test
  void remove_methodFails_removesOnlyBeforeInvocation() {
    catalogue.price("tea");
    catalogue.price("ink");
    catalogue.failWith(trouble);
    assertThrows(IllegalStateException.class, () -> catalogue.forget("tea"));
    assertThrows(IllegalStateException.class, () -> catalogue.forgetAll());
    assertThat(count("prices"), is(2));
    assertThrows(IllegalStateException.class, () -> catalogue.forgetFirst("tea"));
    assertThat(count("prices"), is(1));
    assertThrows(IllegalStateException.class, () -> catalogue.forgetAllFirst());
    assertThat(count("prices"), is(0));
  }

  @Test
  void result_null_isNotCached() {
    catalogue.answer(null);
    assertThat(catalogue.price("tea"), is(nullValue()));
    assertThat(catalogue.price("tea"), is(nullValue()));
    assertThat(catalogue.calls(), is(2));
  }

  @Test
  void put_null_removesTheEntry() {
    catalogue.set("tea", 7);
    catalogue.set("tea", null);
    assertThat(catalogue.price("tea"), is(1));
  }

  @Test
  void optional_onlyIfPresent_isCachedByContent() {
    assertThat(catalogue.find("tea"), is(Optional.of(1)));
    assertThat(catalogue.find("tea"), is(Optional.of(1)));
    assertThat(catalogue.calls(), is(1));
    assertThat(cache("found").iterator().next().getValue(), is(1));
    catalogue.answer(null);
    assertThat(catalogue.find("ink"), is(Optional.empty()));
    assertThat(catalogue.find("ink"), is(Optional.empty()));
    assertThat(catalogue.calls(), is(3));
  }

  @Test
  void stage_onlyIfSuccessful_isCachedByResult() {
    assertThat(catalogue.soon("tea").toCompletableFuture().join(), is(1));
    assertThat(catalogue.soon("tea").toCompletableFuture().join(), is(1));
    assertThat(catalogue.calls(), is(1));
    assertThat(cache("later").iterator().next().getValue(), is(1));
    catalogue.failWith(new TroubleException());
    for (int i = 0; i < 2; i++) {
      CompletionException thrown =
          assertThrows(
              CompletionException.class, () -> catalogue.soon("ink").toCompletableFuture().join());
      assertThat(thrown.getCause(), is(instanceOf(TroubleException.class)));
    }
    assertThat(catalogue.calls(), is(3));
  }

  @Test
  void cache_missing_isCreated() {
    manager().destroyCache("letters");
    catalogue.byFirstLetter("tea");
    assertThat(cache("letters"), is(notNullValue()));
    manager().destroyCache("letters");
    catalogue.byFirstLetter("tea");
    assertThat(catalogue.calls(), is(2));
    assertThat(cache("letters"), is(notNullValue()));
  }
}
