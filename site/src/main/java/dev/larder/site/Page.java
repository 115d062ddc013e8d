package dev.larder.site;

import org.jsoup.nodes.Element;

/**
 * A page of the site.
 *
 * @param source the Markdown file, relative to the repository, with slashes
 * @param url the HTML file, relative to the site
 * @param title the text of the first heading
 * @param body the rendered Markdown
 */
record Page(String source, String url, String title, Element body) {
  /** Returns the way from the folder of this page to the root of the site: "" or "../", or more. */
  String root() {
    return "../".repeat((int) url.chars().filter(c -> c == '/').count());
  }
}
