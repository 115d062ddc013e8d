package dev.larder.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pages of javadoc by the simple name of their type, as far as that is unique. */
final class ApiIndex {
  private final Map<String, String> urls = new HashMap<>();

  private ApiIndex() {}

  /** Returns the index of the javadoc that is in the site already. */
  static ApiIndex of(Path site) throws IOException {
    ApiIndex index = new ApiIndex();
    Path api = site.resolve("api");
    if (!Files.exists(api)) {
      return index;
    }
    Set<String> ambiguous = new HashSet<>();
    try (Stream<Path> files = Files.walk(api)) {
      List<Path> types =
          files.filter(f -> f.getFileName().toString().matches("[A-Z][\\w.]*\\.html")).toList();
      for (Path type : types) {
        String name = type.getFileName().toString().replaceFirst("\\.html$", "");
        if (index.urls.put(name, site.relativize(type).toString().replace('\\', '/')) != null) {
          ambiguous.add(name);
        }
      }
    }
    index.urls.keySet().removeAll(ambiguous);
    return index;
  }

  /** Returns the page of the type, relative to the site, or null if there is none. */
  @Nullable String url(String simpleName) {
    return urls.get(simpleName);
  }
}
