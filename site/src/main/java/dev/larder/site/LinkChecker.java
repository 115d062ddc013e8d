package dev.larder.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Follows every link of the written pages within the site. Links to other hosts are not followed:
 * the build needs no network.
 */
final class LinkChecker {
  private final Path site;
  private final List<Page> pages;
  private final Map<Path, Set<String>> anchors = new HashMap<>();
  private final Set<Path> linked = new HashSet<>();
  private int links;

  LinkChecker(Path site, List<Page> pages) {
    this.site = site;
    this.pages = pages;
  }

  /** Returns a line for each dead link, and for each page that no other page links to. */
  List<String> problems() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Page page : pages) {
      Path file = site.resolve(page.url());
      Document html = Jsoup.parse(file);
      for (Element link : html.select("a[href], img[src], link[href], script[src]")) {
        String target = link.hasAttr("href") ? link.attr("href") : link.attr("src");
        if (!target.matches("(https?|mailto):.*")) {
          links++;
          check(page, file, target, problems);
        }
      }
    }
    for (Page page : pages) {
      if (page.body().text().equals(page.title())) {
        problems.add(page.source() + ": has no text");
      }
      if (!linked.contains(site.resolve(page.url())) && !page.url().equals("index.html")) {
        problems.add(page.source() + ": no page links to it");
      }
    }
    return problems;
  }

  /** Returns the number of links that were followed. */
  int links() {
    return links;
  }

  private void check(Page page, Path from, String target, List<String> problems)
      throws IOException {
    if (target.equals("#larder-content")) {
      return; // the link of the template to the text
    }
    int hash = target.indexOf('#');
    String name = hash < 0 ? target : target.substring(0, hash);
    Path to =
        name.isEmpty() ? from : Objects.requireNonNull(from.getParent()).resolve(name).normalize();
    if (!Files.isRegularFile(to) || !to.startsWith(site)) {
      problems.add(page.source() + ": '" + target + "' does not exist");
      return;
    }
    if (!to.equals(from)) {
      linked.add(to);
    }
    if (hash >= 0 && !anchors(to).contains(target.substring(hash + 1))) {
      problems.add(page.source() + ": '" + target + "' names no heading of that page");
    }
  }

  private Set<String> anchors(Path file) throws IOException {
    Set<String> known = anchors.get(file);
    if (known == null) {
      Document html = Jsoup.parse(file);
      // The template of a page has ids too, which are no headings.
      Element text = html.selectFirst("main.page");
      known = new HashSet<>((text == null ? html : text).select("[id]").eachAttr("id"));
      anchors.put(file, known);
    }
    return known;
  }
}
