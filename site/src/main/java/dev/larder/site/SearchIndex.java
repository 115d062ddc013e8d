package dev.larder.site;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** The sections of all pages, as data for the search in the browser. */
final class SearchIndex {
  /**
   * A section.
   *
   * @param url relative to the site, with the anchor of the heading
   * @param page the title of the page
   */
  record Section(String url, String page, String title, String text) {}

  private SearchIndex() {}

  /** Returns a script with the sections. A script can also be read from a file without a server. */
  static String of(List<Page> pages) {
    List<Section> sections = new ArrayList<>();
    for (Page page : pages) {
      addSections(page, sections);
    }
    return "window.larderSections = " + new Gson().toJson(sections) + ";\n";
  }

  private static void addSections(Page page, List<Section> sections) {
    String url = page.url();
    String title = page.title();
    StringBuilder text = new StringBuilder();
    for (Element element : page.body().children()) {
      if (element.is("h1, h2, h3")) {
        if (!text.isEmpty()) {
          sections.add(new Section(url, page.title(), title, text.toString().strip()));
        }
        text.setLength(0);
        title = element.text();
        url = element.is("h1") ? page.url() : page.url() + "#" + element.id();
      } else {
        text.append(element.text()).append('\n');
      }
    }
    sections.add(new Section(url, page.title(), title, text.toString().strip()));
  }
}
