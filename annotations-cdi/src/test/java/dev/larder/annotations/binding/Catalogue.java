package dev.larder.annotations.binding;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.cache.annotation.CacheResult;

/** The annotated service of the tests; the implementation counts its calls. */
public interface Catalogue {
  Integer price(String item);

  Integer priceOfAll(String[] items, int[][] amounts);

  Integer priceIn(String item, String session);

  Integer always(String item);

  Integer byDefaultName(String item);

  Integer byFirstLetter(String item);

  Integer fromElsewhere(String item);

  Optional<Integer> find(String item);

  CompletionStage<Integer> soon(String item);

  void set(String item, Integer price);

  void setFirst(String item, Integer price);

  void setUnless(String item, Integer price);

  void forget(String item);

  void forgetFirst(String item);

  void forgetUnless(String item);

  void forgetAll();

  void forgetAllFirst();

  void forgetAllUnless();

  Integer checked(String item) throws TroubleException;

  Integer inherited(String item);

  @CacheResult(cacheName = "interfaces")
  Integer ofInterface(String item);

  String plain(String item);

  /** Sets the exception of later calls; null for none. */
  void failWith(Exception failure);

  /** Sets the result of later calls. */
  void answer(Integer price);

  int calls();
}
