package dev.larder.tools.migrate;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** An element of an XML file, by names without a prefix. */
final class Element {
  private final Node node;

  private Element(Node node) {
    this.node = node;
  }

  /**
   * Reads a file. It reads nothing else, whatever the file refers to.
   *
   * @throws MigrationException if it is not well-formed, with the line
   */
  static Element parse(String file, byte[] content) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setNamespaceAware(true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return new Element(
          builder.parse(new InputSource(new ByteArrayInputStream(content))).getDocumentElement());
    } catch (SAXParseException e) {
      if (String.valueOf(e.getMessage()).contains("DOCTYPE")) {
        throw new MigrationException(
            file + ":" + e.getLineNumber() + ": remove the DOCTYPE: nothing is read that it names",
            e);
      }
      throw new MigrationException(file + ":" + e.getLineNumber() + ": " + e.getMessage(), e);
    } catch (SAXException | ParserConfigurationException | java.io.IOException e) {
      throw new MigrationException(file + ": " + e.getMessage(), e);
    }
  }

  String name() {
    return node.getLocalName();
  }

  String namespace() {
    return node.getNamespaceURI() == null ? "" : node.getNamespaceURI();
  }

  /** Returns the text within, without space around. */
  String text() {
    return node.getTextContent().strip();
  }

  /** Returns an attribute; null if it is absent or empty. */
  @Nullable String attribute(String name) {
    Node attribute = node.getAttributes().getNamedItem(name);
    return attribute == null || attribute.getNodeValue().isBlank()
        ? null
        : attribute.getNodeValue().strip();
  }

  /** Returns the names of the attributes, without those of namespaces. */
  Set<String> attributes() {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < node.getAttributes().getLength(); i++) {
      String name = node.getAttributes().item(i).getNodeName();
      if (!name.startsWith("xmlns") && !name.startsWith("xsi:")) {
        names.add(name);
      }
    }
    return names;
  }

  List<Element> children() {
    List<Element> children = new ArrayList<>();
    for (Node at = node.getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at.getNodeType() == Node.ELEMENT_NODE) {
        children.add(new Element(at));
      }
    }
    return children;
  }

  List<Element> children(String name) {
    return children().stream().filter(child -> child.name().equals(name)).toList();
  }

  @Nullable Element child(String name) {
    List<Element> found = children(name);
    return found.isEmpty() ? null : found.get(0);
  }

  /** Returns the text of the first element of a name within; null if there is none. */
  @Nullable String textWithin(String name) {
    for (Element child : children()) {
      String found = child.name().equals(name) ? child.text() : child.textWithin(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Returns the text of a child; null if there is none. */
  @Nullable String childText(String name) {
    Element child = child(name);
    return child == null ? null : child.text();
  }
}
