package dev.larder.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.larder.copy.ImmutableTypes;
import dev.larder.copy.SerialFilter;
import dev.larder.copy.Serializer;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Any bytes are a serialized value, or are rejected, and no code of other classes runs. */
class SerializedFormFuzzTest {
  private static final Serializer SERIALIZER =
      new Serializer(
          "a value of cache 'fuzz'",
          SerializedFormFuzzTest.class.getClassLoader(),
          SerialFilter.of(Declared.class, Set.of("maxdepth=20")),
          new ImmutableTypes(Set.of()));

  /** The declared value class of the cache. */
  static final class Declared implements Serializable {
    private static final long serialVersionUID = 1L;

    String title = "title";
    int[] pages = {1, 2, 3};
    List<Object> parts = List.of("a", 1, Map.of("k", "v"));
    Object other = new java.util.HashMap<>(Map.of("k", new java.util.ArrayDeque<>(List.of(1))));
  }

  /** A class that the cache does not declare. */
  static final class Gadget implements Serializable {
    private static final long serialVersionUID = 1L;
    static volatile @Nullable String seen;

    private void readObject(ObjectInputStream in) {
      seen = "a gadget was read";
    }
  }

  @FuzzTest
  void deserialize_anyBytes_isAValueOrRejected(byte[] bytes) {
    try {
      Object value = SERIALIZER.decode(bytes);
      Managers.check(value != null, "there is a value", value);
    } catch (CacheException e) {
      Managers.check(
          String.valueOf(e.getMessage()).startsWith("a value of cache 'fuzz' cannot be"),
          "a refusal names the cache",
          e.getMessage());
    }
    Managers.check(Gadget.seen == null, "a refused class does not run", Gadget.seen);
  }
}
