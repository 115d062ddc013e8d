package dev.larder.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * Renders the Markdown pages of the repository: those of its root, and those below {@code
 * src/docs}. Links to other pages become links to their HTML. Other files of the repository to
 * which a page links are copied into the site.
 */
final class PageRenderer {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());

  private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
  private final HtmlRenderer renderer = HtmlRenderer.builder().extensions(EXTENSIONS).build();
  private final Path repository;
  private final Path site;
  private final ApiIndex api;

  PageRenderer(Path repository, Path site, ApiIndex api) {
    this.repository = repository;
    this.site = site;
    this.api = api;
  }

  /** Returns all pages, sorted by source. */
  List<Page> renderAll() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> root = Files.list(repository);
        Stream<Path> docs = Files.walk(repository.resolve("src/docs"))) {
      Stream.concat(root, docs).filter(PageRenderer::isMarkdown).sorted().forEach(sources::add);
    }
    List<Page> pages = new ArrayList<>();
    Set<String> urls = new HashSet<>();
    for (Path source : sources) {
      Page page = render(source);
      if (!urls.add(page.url())) {
        throw new IllegalStateException(page.source() + ": another page is " + page.url() + " too");
      }
      pages.add(page);
    }
    return pages;
  }

  private static boolean isMarkdown(Path file) {
    return file.toString().endsWith(".md") && Files.isRegularFile(file);
  }

  private Page render(Path source) throws IOException {
    String html = renderer.render(parser.parse(Files.readString(source)));
    Element body = Jsoup.parseBodyFragment(html).body();
    Element heading = body.selectFirst("h1");
    if (heading == null) {
      throw new IllegalStateException(relative(source) + " has no heading of level 1");
    }
    Page page = new Page(relative(source), url(source), heading.text(), body);
    for (Element link : body.select("a[href]")) {
      link.attr("href", target(link.attr("href"), source, page));
    }
    for (Element image : body.select("img[src]")) {
      image.attr("src", target(image.attr("src"), source, page));
    }
    for (Element code : body.select("code:not(pre code)")) {
      String type = api.url(code.text());
      if (type != null && code.closest("a") == null) {
        code.wrap("<a class=\"api\" href=\"" + page.root() + type + "\"></a>");
      }
    }
    for (Element table : body.select("table")) {
      table.wrap("<div class=\"table\" tabindex=\"0\"></div>");
    }
    return page;
  }

  /** Returns the target of a link in the site. A link that leads nowhere stays as it is. */
  private String target(String href, Path source, Page page) throws IOException {
    if (href.startsWith("#") || href.matches("[a-zA-Z]+:.*")) {
      return href;
    }
    int hash = href.indexOf('#');
    String anchor = hash < 0 ? "" : href.substring(hash);
    String name = URLDecoder.decode(hash < 0 ? href : href.substring(0, hash), UTF_8);
    Path file = Objects.requireNonNull(source.getParent()).resolve(name).normalize();
    if (Files.isDirectory(file) && Files.exists(file.resolve("README.md"))) {
      file = file.resolve("README.md");
    }
    if (!file.startsWith(repository) || !Files.isRegularFile(file)) {
      return href;
    }
    if (!isMarkdown(file)) {
      Path copy = site.resolve(url(file));
      Files.createDirectories(Objects.requireNonNull(copy.getParent()));
      Files.write(copy, Files.readAllBytes(file));
    }
    return page.root() + url(file) + anchor;
  }

  private String relative(Path file) {
    return repository.relativize(file).toString().replace('\\', '/');
  }

  /** Returns the place in the site of a file of the repository. */
  private String url(Path file) {
    String name = relative(file);
    if (name.startsWith("src/docs/")) {
      name = name.substring("src/".length());
    } else if (!isMarkdown(file)) {
      return "files/" + name;
    } else {
      name = name.equals("README.md") ? name : name.toLowerCase(Locale.ROOT);
    }
    return name.replaceFirst("README\\.md$", "index.html").replaceFirst("\\.md$", ".html");
  }
}
