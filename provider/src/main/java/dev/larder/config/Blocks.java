package dev.larder.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What one source says, a file with its includes or the properties: all of it read and checked. */
record Blocks(Layer defaults, SortedMap<Glob, Layer> templates, SortedMap<String, Layer> caches) {
  private static final List<String> KEYS = List.of("defaults", "templates", "caches");

  static Blocks empty(ClassLoader loader) {
    return read(ConfigFactory.empty().root(), loader);
  }

  static Blocks read(ConfigObject root, ClassLoader loader) {
    Map<String, Value> parts = new Value(root, "", loader).parts(KEYS);
    Value nothing = new Value(ConfigFactory.empty().root(), "", loader);
    return new Blocks(
        Schema.read(parts.getOrDefault("defaults", nothing)),
        layers(parts.getOrDefault("templates", nothing), Glob::new),
        layers(parts.getOrDefault("caches", nothing), Function.identity()));
  }

  private static <N extends Comparable<N>> SortedMap<N, Layer> layers(
      Value block, Function<String, N> name) {
    SortedMap<N, Layer> layers = new TreeMap<>();
    block.parts().forEach((key, part) -> layers.put(name.apply(key), Schema.read(part)));
    return layers;
  }

  /** The layers for a cache, from weak to strong; of two sources, the later is the stronger. */
  static List<Layer> layersFor(String cacheName, List<Blocks> sources) {
    List<Layer> layers = new ArrayList<>();
    sources.forEach(source -> layers.add(source.defaults()));
    sources.stream()
        .flatMap(source -> source.templates().entrySet().stream())
        .filter(template -> template.getKey().matches(cacheName))
        .sorted(Map.Entry.comparingByKey())
        .forEach(template -> layers.add(template.getValue()));
    for (Blocks source : sources) {
      Layer own = source.caches().get(cacheName);
      if (own != null) {
        layers.add(own);
      }
    }
    return layers;
  }
}
