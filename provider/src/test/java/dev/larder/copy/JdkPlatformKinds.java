package dev.larder.copy;

import static dev.larder.copy.Kinds.add;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.Insets;
import java.awt.Point;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.SystemColor;
import java.awt.font.TextAttribute;
import java.awt.font.TransformAttribute;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.QuadCurve2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.io.ByteArrayInputStream;
import java.io.FilePermission;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.security.GuardedObject;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Permissions;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignedObject;
import java.security.cert.CertPath;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.sql.JDBCType;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.PropertyPermission;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.SealedObject;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import javax.naming.CompositeName;
import javax.naming.CompoundName;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import javax.naming.directory.BasicAttribute;
import javax.naming.directory.BasicAttributes;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.print.attribute.HashPrintRequestAttributeSet;
import javax.print.attribute.standard.Copies;
import javax.print.attribute.standard.MediaSizeName;
import javax.security.auth.Subject;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.x500.X500Principal;
import javax.sql.rowset.serial.SerialBlob;
import javax.sql.rowset.serial.SerialClob;
import javax.swing.DefaultListModel;
import javax.swing.table.DefaultTableModel;
import javax.swing.text.SimpleAttributeSet;
import javax.swing.tree.DefaultMutableTreeNode;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;

/** Values of security classes, and of the modules other than java.base. */
@SuppressWarnings({"BanJNDI", "JavaUtilDate", "removal"}) // what others use is copied
final class JdkPlatformKinds {
  /** A self-signed certificate. */
  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBOjCB4aADAgECAghSLpzhlrqwnjAKBggqhkjOPQQDAjARMQ8wDQYDVQQDEwZM
      YXJkZXIwIBcNMjYxMTI5MTUzNTAzWhgPMjEyNjExMDUxNTM1MDNaMBExDzANBgNV
      BAMTBkxhcmRlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMrlj7YBDSFSl4pU
      Z8QclfwvLtNb466kBQUT/He95zKAXYGF5B5iF4sEfltW6RrdE97BL7jCQSvIxPpu
      UMmyXBajITAfMB0GA1UdDgQWBBQEUv4RnbcocA7b+bXJYhMcYamDPTAKBggqhkjO
      PQQDAgNIADBFAiB5caofpXhoPzx/ml6drKdgNpQT2DH7ohNe31ZZG1bYMwIhAIKI
      gedZjDuPzxUgN0XHRm5nCcMzZsfydRrzZ7JMMwRQ
      -----END CERTIFICATE-----
      """;

  private static final BigInteger MODULUS =
      new BigInteger(
          "b32db88d2e27caf0e3ec77775f78872bbe7db543bcf8a3c4775c8d47ac5836f0"
              + "5d7a4b500f2057ab56b2f2a5ca8e5dada2481c81e74ea8a1db08fa3b2b909059"
              + "b5f1c8e451726ed592bbba52b8255387e22a401b967f01534ecc6fffdb7daef8"
              + "63675f4456d3cf99051531e442699e6fc26f959fec0312fac5aa6c8c96d8f33d",
          16);

  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

  private JdkPlatformKinds() {}

  static void addTo(Map<String, Supplier<Object>> kinds) {
    permissions(kinds);
    keys(kinds);
    sql(kinds);
    xml(kinds);
    naming(kinds);
    management(kinds);
    geometry(kinds);
    desktop(kinds);
  }

  private static void permissions(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.security.AllPermission", () -> new java.security.AllPermission());
    add(kinds, "java.io.FilePermission", () -> new FilePermission("/tmp/-", "read,write"));
    add(kinds, "java.lang.RuntimePermission", () -> new RuntimePermission("exitVM"));
    add(
        kinds,
        "java.net.SocketPermission",
        () -> new java.net.SocketPermission("127.0.0.1:80", "connect"));
    add(kinds, "java.util.PropertyPermission", () -> new PropertyPermission("a.*", "read"));
    add(
        kinds,
        "java.security.Permissions",
        () -> {
          Permissions permissions = new Permissions();
          permissions.add(new FilePermission("/tmp/-", "read"));
          permissions.add(new PropertyPermission("a", "read"));
          permissions.add(new RuntimePermission("exitVM"));
          return permissions;
        });
    add(kinds, "java.security.GuardedObject", () -> new GuardedObject(new Date(1), null));
    add(
        kinds,
        "java.security.CodeSource",
        () -> new CodeSource(new java.net.URL("file:/a.jar"), new Certificate[] {certificate()}));
    add(
        kinds,
        "javax.security.auth.Subject",
        () -> {
          Subject subject = new Subject();
          subject.getPrincipals().add(new X500Principal("CN=a,O=b"));
          return subject;
        });
    add(
        kinds,
        "javax.security.auth.x500.X500Principal",
        () -> new X500Principal("CN=Someone, O=Larder, C=DE"));
    add(
        kinds,
        "javax.security.auth.callback.NameCallback",
        () -> {
          NameCallback callback = new NameCallback("who", "nobody");
          callback.setName("someone");
          return callback;
        });
  }

  private static void keys(Map<String, Supplier<Object>> kinds) {
    add(kinds, "javax.crypto.spec.SecretKeySpec", () -> new SecretKeySpec(new byte[16], "AES"));
    add(
        kinds,
        "javax.crypto.SealedObject",
        () -> {
          Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
          cipher.init(
              Cipher.ENCRYPT_MODE,
              new SecretKeySpec(new byte[16], "AES"),
              new IvParameterSpec(new byte[16]));
          return new SealedObject("secret", cipher);
        });
    add(kinds, "java.security.PublicKey, RSA", () -> publicKey());
    add(kinds, "java.security.PrivateKey, RSA", () -> privateKey());
    add(kinds, "java.security.PublicKey, elliptic", () -> certificate().getPublicKey());
    add(kinds, "java.security.KeyPair", () -> new KeyPair(publicKey(), privateKey()));
    add(
        kinds,
        "java.security.SignedObject",
        () -> new SignedObject("signed", privateKey(), Signature.getInstance("SHA256withRSA")));
    add(kinds, "java.security.cert.X509Certificate", () -> certificate());
    add(kinds, "java.security.cert.CertPath", () -> path());
    add(kinds, "java.security.Timestamp", () -> new java.security.Timestamp(new Date(1), path()));
    add(
        kinds,
        "java.security.CodeSigner",
        () ->
            new java.security.CodeSigner(path(), new java.security.Timestamp(new Date(1), path())));
  }

  private static Certificate certificate() throws Exception {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(
            new ByteArrayInputStream(CERTIFICATE.getBytes(StandardCharsets.US_ASCII)));
  }

  private static CertPath path() throws Exception {
    return CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate()));
  }

  private static PublicKey publicKey() throws Exception {
    return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(MODULUS, EXPONENT));
  }

  /** Returns a key that is unusable except for copies. */
  private static PrivateKey privateKey() throws Exception {
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new RSAPrivateKeySpec(MODULUS, BigInteger.valueOf(3).pow(500)));
  }

  private static void sql(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.sql.Date", () -> new java.sql.Date(86_400_000));
    add(kinds, "java.sql.Time", () -> new Time(5_000));
    add(
        kinds,
        "java.sql.Timestamp",
        () -> {
          Timestamp timestamp = new Timestamp(5_000);
          timestamp.setNanos(123_456_789);
          return timestamp;
        });
    add(kinds, "java.sql.JDBCType", () -> JDBCType.VARCHAR);
    add(kinds, "javax.sql.rowset.serial.SerialBlob", () -> new SerialBlob(new byte[] {1, 2, 3}));
    add(kinds, "javax.sql.rowset.serial.SerialClob", () -> new SerialClob(new char[] {'a', 'b'}));
  }

  private static void xml(Map<String, Supplier<Object>> kinds) {
    add(kinds, "javax.xml.namespace.QName", () -> new QName("urn:a", "local", "prefix"));
    add(
        kinds,
        "javax.xml.datatype.Duration",
        () -> DatatypeFactory.newInstance().newDuration("P1Y2M3DT4H5M6.7S"));
    add(
        kinds,
        "javax.xml.datatype.XMLGregorianCalendar",
        () ->
            DatatypeFactory.newInstance().newXMLGregorianCalendar("2024-02-29T12:34:56.789+01:00"));
    add(
        kinds,
        "org.w3c.dom.Document",
        () ->
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(
                    new ByteArrayInputStream(
                        "<a b='c'>text<d/><!-- e --></a>".getBytes(StandardCharsets.UTF_8))));
  }

  private static void naming(Map<String, Supplier<Object>> kinds) {
    add(kinds, "javax.naming.CompositeName", () -> new CompositeName("a/b/c"));
    add(
        kinds,
        "javax.naming.CompoundName",
        () -> {
          Properties syntax = new Properties();
          syntax.put("jndi.syntax.direction", "left_to_right");
          syntax.put("jndi.syntax.separator", ".");
          return new CompoundName("a.b.c", syntax);
        });
    add(kinds, "javax.naming.ldap.LdapName", () -> new LdapName("CN=a+SN=b,O=c"));
    add(kinds, "javax.naming.ldap.Rdn", () -> new Rdn("CN", "a"));
    add(
        kinds,
        "javax.naming.Reference",
        () -> new Reference("a.b", new StringRefAddr("type", "content")));
    add(
        kinds,
        "javax.naming.directory.BasicAttributes",
        () -> {
          BasicAttributes attributes = new BasicAttributes("name", "value", true);
          attributes.put(new BasicAttribute("several", 1, true));
          return attributes;
        });
  }

  private static void management(Map<String, Supplier<Object>> kinds) {
    add(
        kinds,
        "javax.management.ObjectName",
        () -> new ObjectName("domain:type=Cache,name=\"a,b\""));
    add(kinds, "javax.management.ObjectName, a pattern", () -> new ObjectName("domain:type=*,*"));
    add(kinds, "javax.management.Attribute", () -> new Attribute("name", new Date(1)));
    add(
        kinds,
        "javax.management.AttributeList",
        () -> new AttributeList(List.of(new Attribute("name", 1))));
    add(
        kinds,
        "javax.management.Notification",
        () -> {
          Notification notification = new Notification("type", "source", 1, 2, "message");
          notification.setUserData(new Date(1));
          return notification;
        });
    add(
        kinds,
        "javax.management.MBeanInfo",
        () ->
            new MBeanInfo(
                "a.b",
                "description",
                new MBeanAttributeInfo[] {
                  new MBeanAttributeInfo("name", "int", "description", true, false, false)
                },
                null,
                null,
                null));
    add(kinds, "javax.management.openmbean.SimpleType", () -> SimpleType.LONG);
    add(kinds, "javax.management.openmbean.CompositeData", () -> row("a", 1L));
    add(
        kinds,
        "javax.management.openmbean.TabularData",
        () -> {
          TabularDataSupport table =
              new TabularDataSupport(
                  new TabularType("Table", "description", rowType(), new String[] {"name"}));
          table.put(row("a", 1L));
          table.put(row("b", 2L));
          return table;
        });
  }

  private static CompositeType rowType() throws Exception {
    return new CompositeType(
        "Row",
        "description",
        new String[] {"name", "count"},
        new String[] {"its name", "its count"},
        new OpenType<?>[] {SimpleType.STRING, SimpleType.LONG});
  }

  private static CompositeDataSupport row(String name, long count) throws Exception {
    return new CompositeDataSupport(rowType(), Map.of("name", name, "count", count));
  }

  private static void geometry(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.awt.Point", () -> new Point(1, 2));
    add(kinds, "java.awt.Dimension", () -> new Dimension(1, 2));
    add(kinds, "java.awt.Rectangle", () -> new Rectangle(1, 2, 3, 4));
    add(kinds, "java.awt.Insets", () -> new Insets(1, 2, 3, 4));
    add(kinds, "java.awt.Polygon", () -> new Polygon(new int[] {0, 4, 4}, new int[] {0, 0, 3}, 3));
    add(kinds, "java.awt.geom.Point2D.Float", () -> new Point2D.Float(1, 2));
    add(kinds, "java.awt.geom.Point2D.Double", () -> new Point2D.Double(1, 2));
    add(kinds, "java.awt.geom.Line2D.Double", () -> new Line2D.Double(1, 2, 3, 4));
    add(kinds, "java.awt.geom.Rectangle2D.Float", () -> new Rectangle2D.Float(1, 2, 3, 4));
    add(kinds, "java.awt.geom.Rectangle2D.Double", () -> new Rectangle2D.Double(1, 2, 3, 4));
    add(
        kinds,
        "java.awt.geom.RoundRectangle2D.Double",
        () -> new RoundRectangle2D.Double(1, 2, 3, 4, 5, 6));
    add(kinds, "java.awt.geom.Ellipse2D.Double", () -> new Ellipse2D.Double(1, 2, 3, 4));
    add(kinds, "java.awt.geom.Arc2D.Double", () -> new Arc2D.Double(1, 2, 3, 4, 5, 6, Arc2D.PIE));
    add(kinds, "java.awt.geom.QuadCurve2D.Float", () -> new QuadCurve2D.Float(1, 2, 3, 4, 5, 6));
    add(
        kinds,
        "java.awt.geom.CubicCurve2D.Double",
        () -> new CubicCurve2D.Double(1, 2, 3, 4, 5, 6, 7, 8));
    add(
        kinds,
        "java.awt.geom.Path2D.Double",
        () -> {
          Path2D path = new Path2D.Double();
          path.moveTo(1, 2);
          path.curveTo(1, 2, 3, 4, 5, 6);
          path.closePath();
          return path;
        });
    add(
        kinds,
        "java.awt.geom.Path2D.Float",
        () -> {
          Path2D path = new Path2D.Float(Path2D.WIND_EVEN_ODD);
          path.moveTo(1, 2);
          path.lineTo(3, 4);
          return path;
        });
    add(kinds, "java.awt.geom.AffineTransform", () -> AffineTransform.getRotateInstance(1, 2, 3));
  }

  private static void desktop(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.awt.Color", () -> new Color(1, 2, 3, 4));
    add(kinds, "java.awt.SystemColor", () -> SystemColor.control);
    add(kinds, "java.awt.Font", () -> new Font("Serif", Font.BOLD, 12));
    add(
        kinds,
        "java.awt.Font, with attributes",
        () -> new Font(Map.of(TextAttribute.FAMILY, "Serif", TextAttribute.SIZE, 9.5f)));
    add(kinds, "java.awt.font.TextAttribute", () -> TextAttribute.UNDERLINE);
    add(
        kinds,
        "java.awt.font.TransformAttribute",
        () -> new TransformAttribute(AffineTransform.getScaleInstance(1, 2)));
    add(kinds, "java.awt.GridBagConstraints", () -> new GridBagConstraints());
    add(kinds, "java.awt.BorderLayout", () -> new BorderLayout(1, 2));
    add(
        kinds,
        "java.beans.PropertyChangeEvent",
        () -> new java.beans.PropertyChangeEvent("source", "name", 1, 2));
    add(
        kinds,
        "java.beans.PropertyChangeSupport",
        () -> new java.beans.PropertyChangeSupport("source"));
    add(
        kinds,
        "javax.swing.DefaultListModel",
        () -> {
          DefaultListModel<Object> model = new DefaultListModel<>();
          model.addElement("a");
          return model;
        });
    add(
        kinds,
        "javax.swing.tree.DefaultMutableTreeNode",
        () -> {
          DefaultMutableTreeNode root = new DefaultMutableTreeNode("root");
          root.add(new DefaultMutableTreeNode(new Date(1)));
          root.add(new DefaultMutableTreeNode("leaf", false));
          return root;
        });
    add(
        kinds,
        "javax.swing.table.DefaultTableModel",
        () -> new DefaultTableModel(new Object[][] {{1, "a"}, {2, null}}, new Object[] {"x", "y"}));
    add(
        kinds,
        "javax.swing.text.SimpleAttributeSet",
        () -> {
          SimpleAttributeSet set = new SimpleAttributeSet();
          set.addAttribute("name", "value");
          return set;
        });
    add(kinds, "javax.print.attribute.standard.MediaSizeName", () -> MediaSizeName.ISO_A4);
    add(
        kinds,
        "javax.print.attribute.HashPrintRequestAttributeSet",
        () -> {
          HashPrintRequestAttributeSet set = new HashPrintRequestAttributeSet();
          set.add(new Copies(2));
          set.add(MediaSizeName.ISO_A4);
          return set;
        });
  }
}
