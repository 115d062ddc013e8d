package dev.larder.site;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** The menu of the site: the headings and lists of {@code src/docs/README.md}, and the javadoc. */
record Navigation(List<Group> groups) {
  private static final String SOURCE = "src/docs/README.md";

  /** Links under one heading. */
  record Group(String title, List<Link> links) {}

  /**
   * A link of the menu.
   *
   * @param url relative to the site
   */
  record Link(String title, String url) {}

  /**
   * Returns the menu.
   *
   * @param modules the modules whose javadoc is in the site
   */
  static Navigation of(List<Page> pages, List<String> modules) {
    List<Group> groups = new ArrayList<>();
    for (Page page : pages) {
      if (page.source().equals(SOURCE)) {
        for (Element heading : page.body().select("h2")) {
          Element list = heading.nextElementSibling();
          if (list != null && list.is("ul")) {
            groups.add(new Group(heading.text(), links(list, page)));
          }
        }
      }
    }
    if (!modules.isEmpty()) {
      groups.add(
          new Group(
              "Javadoc",
              modules.stream().map(m -> new Link(m, "api/" + m + "/index.html")).toList()));
    }
    return new Navigation(groups);
  }

  private static List<Link> links(Element list, Page page) {
    return list.select("li > a:first-child").stream()
        .filter(a -> a.attr("href").startsWith(page.root()))
        .map(a -> new Link(a.text(), a.attr("href").substring(page.root().length())))
        .toList();
  }
}
