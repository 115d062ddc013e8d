package dev.larder.copy;

import static dev.larder.copy.Kinds.add;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.io.WriteAbortedException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.HttpRetryException;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.BufferOverflowException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.UnmappableCharacterException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathValidatorException;
import java.sql.BatchUpdateException;
import java.sql.ClientInfoStatus;
import java.sql.DataTruncation;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLWarning;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.format.DateTimeParseException;
import java.time.temporal.UnsupportedTemporalTypeException;
import java.time.zone.ZoneRulesException;
import java.util.ConcurrentModificationException;
import java.util.EmptyStackException;
import java.util.IllegalFormatConversionException;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.NoSuchElementException;
import java.util.UnknownFormatConversionException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.PatternSyntaxException;
import java.util.zip.DataFormatException;
import java.util.zip.ZipException;
import javax.crypto.BadPaddingException;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.net.ssl.SSLHandshakeException;
import javax.security.auth.login.FailedLoginException;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.TransformerException;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Exceptions of the JDK, because some applications cache failures. */
@SuppressWarnings("UnnecessaryStringBuilder") // what others use is copied
final class JdkExceptionKinds {
  private JdkExceptionKinds() {}

  static void addTo(Map<String, Supplier<Object>> kinds) {
    shapes(kinds);
    lang(kinds);
    io(kinds);
    util(kinds);
    others(kinds);
  }

  private static void shapes(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.lang.Throwable", () -> new Throwable("message"));
    add(kinds, "java.lang.Exception, with a cause", () -> new Exception("m", new Error("cause")));
    add(kinds, "java.lang.Exception, caused by null", () -> new Exception("message", null));
    add(
        kinds,
        "java.lang.Exception, with suppressed ones",
        () -> {
          Exception exception = new Exception("message");
          exception.addSuppressed(new IOException("close"));
          exception.addSuppressed(new IllegalStateException("again"));
          return exception;
        });
    add(
        kinds,
        "java.lang.Exception, without stack trace",
        () -> {
          Exception exception = new Exception();
          exception.setStackTrace(new StackTraceElement[0]);
          return exception;
        });
    add(
        kinds,
        "java.lang.Exception, causing each other",
        () -> {
          Exception a = new Exception("a");
          Exception b = new Exception("b", a);
          a.initCause(b);
          return a;
        });
    add(
        kinds,
        "java.lang.Exception, the same as cause and suppressed",
        () -> {
          Exception part = new Exception("part");
          Exception exception = new Exception("message", part);
          exception.addSuppressed(part);
          return exception;
        });
    add(
        kinds,
        "java.lang.NullPointerException, thrown by the JVM",
        () -> {
          try {
            Object nothing = kinds.get("no such kind");
            return nothing.hashCode();
          } catch (NullPointerException e) {
            return e;
          }
        });
  }

  private static void lang(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.lang.RuntimeException", () -> new RuntimeException("message"));
    add(kinds, "java.lang.Error", () -> new Error("message"));
    add(kinds, "java.lang.AssertionError", () -> new AssertionError("message"));
    add(kinds, "java.lang.StackOverflowError", () -> new StackOverflowError());
    add(kinds, "java.lang.OutOfMemoryError", () -> new OutOfMemoryError("space"));
    add(
        kinds,
        "java.lang.ExceptionInInitializerError",
        () -> new ExceptionInInitializerError(new RuntimeException("message")));
    add(kinds, "java.lang.NoClassDefFoundError", () -> new NoClassDefFoundError("a/b"));
    add(
        kinds,
        "java.lang.IllegalArgumentException",
        () -> new IllegalArgumentException("message", new NumberFormatException("cause")));
    add(kinds, "java.lang.IllegalStateException", () -> new IllegalStateException("message"));
    add(kinds, "java.lang.ArithmeticException", () -> new ArithmeticException("/ by zero"));
    add(kinds, "java.lang.ClassCastException", () -> new ClassCastException("message"));
    add(kinds, "java.lang.IndexOutOfBoundsException", () -> new IndexOutOfBoundsException(5));
    add(
        kinds,
        "java.lang.UnsupportedOperationException",
        () -> new UnsupportedOperationException());
    add(kinds, "java.lang.InterruptedException", () -> new InterruptedException("message"));
    add(
        kinds,
        "java.lang.ClassNotFoundException",
        () -> new ClassNotFoundException("a.b", new IOException("cause")));
    add(kinds, "java.lang.NoSuchMethodException", () -> new NoSuchMethodException("message"));
    add(
        kinds,
        "java.lang.TypeNotPresentException",
        () -> new TypeNotPresentException("a.b", new Error("cause")));
    add(
        kinds,
        "java.lang.EnumConstantNotPresentException",
        () -> new EnumConstantNotPresentException(TimeUnit.class, "WEEKS"));
    add(
        kinds,
        "java.lang.reflect.InvocationTargetException",
        () -> new InvocationTargetException(new IOException("target"), "message"));
    add(
        kinds,
        "java.lang.reflect.UndeclaredThrowableException",
        () -> new UndeclaredThrowableException(new IOException("cause"), "message"));
  }

  private static void io(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.io.IOException", () -> new IOException("message", new EOFException()));
    add(kinds, "java.io.FileNotFoundException", () -> new FileNotFoundException("/a"));
    add(
        kinds,
        "java.io.UncheckedIOException",
        () -> new UncheckedIOException("message", new IOException("cause")));
    add(kinds, "java.io.NotSerializableException", () -> new NotSerializableException("a.b"));
    add(kinds, "java.io.InvalidClassException", () -> new InvalidClassException("a.b", "reason"));
    add(
        kinds,
        "java.io.InterruptedIOException",
        () -> {
          InterruptedIOException exception = new InterruptedIOException("message");
          exception.bytesTransferred = 5;
          return exception;
        });
    add(
        kinds,
        "java.io.WriteAbortedException",
        () -> new WriteAbortedException("message", new NotSerializableException("a.b")));
    add(kinds, "java.nio.BufferOverflowException", () -> new BufferOverflowException());
    add(kinds, "java.nio.channels.ClosedChannelException", () -> new ClosedChannelException());
    add(kinds, "java.nio.charset.MalformedInputException", () -> new MalformedInputException(3));
    add(
        kinds,
        "java.nio.charset.UnmappableCharacterException",
        () -> new UnmappableCharacterException(3));
    add(
        kinds,
        "java.nio.charset.UnsupportedCharsetException",
        () -> new UnsupportedCharsetException("none"));
    add(
        kinds,
        "java.nio.charset.IllegalCharsetNameException",
        () -> new IllegalCharsetNameException("?"));
    add(kinds, "java.nio.file.NoSuchFileException", () -> new NoSuchFileException("/a"));
    add(
        kinds,
        "java.nio.file.AccessDeniedException",
        () -> new AccessDeniedException("/a", "/b", "reason"));
    add(
        kinds,
        "java.nio.file.FileSystemException",
        () -> new FileSystemException("/a", "/b", "reason"));
    add(
        kinds,
        "java.nio.file.InvalidPathException",
        () -> new InvalidPathException("a\0b", "reason", 1));
    add(
        kinds,
        "java.nio.file.DirectoryIteratorException",
        () -> new DirectoryIteratorException(new IOException("cause")));
    add(kinds, "java.net.URISyntaxException", () -> new URISyntaxException("a b", "reason", 1));
    add(kinds, "java.net.UnknownHostException", () -> new UnknownHostException("host"));
    add(
        kinds,
        "java.net.HttpRetryException",
        () -> new HttpRetryException("detail", 500, "https://example.org"));
  }

  private static void util(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.util.NoSuchElementException", () -> new NoSuchElementException("message"));
    add(
        kinds,
        "java.util.ConcurrentModificationException",
        () -> new ConcurrentModificationException("message"));
    add(kinds, "java.util.EmptyStackException", () -> new EmptyStackException());
    add(
        kinds,
        "java.util.IllegalFormatConversionException",
        () -> new IllegalFormatConversionException('d', String.class));
    add(
        kinds,
        "java.util.UnknownFormatConversionException",
        () -> new UnknownFormatConversionException("%q"));
    add(
        kinds,
        "java.util.MissingResourceException",
        () -> new MissingResourceException("message", "Bundle", "key"));
    add(
        kinds,
        "java.util.concurrent.ExecutionException",
        () -> new ExecutionException("message", new IllegalStateException("cause")));
    add(
        kinds,
        "java.util.concurrent.CompletionException",
        () -> new CompletionException(new IllegalStateException("cause")));
    add(kinds, "java.util.concurrent.TimeoutException", () -> new TimeoutException("message"));
    add(
        kinds,
        "java.util.concurrent.CancellationException",
        () -> new CancellationException("message"));
    add(
        kinds,
        "java.util.concurrent.BrokenBarrierException",
        () -> new BrokenBarrierException("message"));
    add(
        kinds,
        "java.util.regex.PatternSyntaxException",
        () -> new PatternSyntaxException("description", "(", 1));
    add(kinds, "java.util.zip.DataFormatException", () -> new DataFormatException("message"));
    add(kinds, "java.util.zip.ZipException", () -> new ZipException("message"));
    add(kinds, "java.text.ParseException", () -> new ParseException("message", 3));
    add(kinds, "java.time.DateTimeException", () -> new DateTimeException("message"));
    add(
        kinds,
        "java.time.format.DateTimeParseException",
        () -> new DateTimeParseException("message", new StringBuilder("text"), 2));
    add(
        kinds,
        "java.time.temporal.UnsupportedTemporalTypeException",
        () -> new UnsupportedTemporalTypeException("message"));
    add(kinds, "java.time.zone.ZoneRulesException", () -> new ZoneRulesException("message"));
  }

  private static void others(Map<String, Supplier<Object>> kinds) {
    add(
        kinds,
        "java.security.NoSuchAlgorithmException",
        () -> new NoSuchAlgorithmException("none"));
    add(
        kinds,
        "java.security.cert.CertPathValidatorException",
        () -> new CertPathValidatorException("message", new IOException("cause")));
    add(kinds, "javax.crypto.BadPaddingException", () -> new BadPaddingException("message"));
    add(kinds, "javax.net.ssl.SSLHandshakeException", () -> new SSLHandshakeException("message"));
    add(
        kinds,
        "javax.security.auth.login.FailedLoginException",
        () -> new FailedLoginException("message"));
    add(
        kinds,
        "java.sql.SQLException",
        () -> {
          SQLException exception = new SQLException("reason", "08001", 5, new IOException("cause"));
          exception.setNextException(new SQLException("next"));
          return exception;
        });
    add(
        kinds,
        "java.sql.SQLIntegrityConstraintViolationException",
        () -> new SQLIntegrityConstraintViolationException("reason", "23000", 1));
    add(
        kinds,
        "java.sql.BatchUpdateException",
        () -> new BatchUpdateException("reason", "23000", 1, new int[] {1, -3}));
    add(
        kinds,
        "java.sql.SQLWarning",
        () -> {
          SQLWarning warning = new SQLWarning("reason");
          warning.setNextWarning(new SQLWarning("next"));
          return warning;
        });
    add(kinds, "java.sql.DataTruncation", () -> new DataTruncation(1, true, false, 10, 5));
    add(
        kinds,
        "java.sql.SQLClientInfoException",
        () ->
            new SQLClientInfoException("reason", Map.of("name", ClientInfoStatus.REASON_UNKNOWN)));
    add(
        kinds,
        "javax.naming.NameNotFoundException",
        () -> {
          NamingException exception = new NameNotFoundException("message");
          exception.setRootCause(new IOException("cause"));
          exception.setResolvedName(new javax.naming.CompositeName("a/b"));
          return exception;
        });
    add(
        kinds,
        "org.xml.sax.SAXException",
        () -> new SAXException("message", new IOException("cause")));
    add(
        kinds,
        "org.xml.sax.SAXParseException",
        () -> new SAXParseException("message", "public", "system", 1, 2));
    add(
        kinds,
        "javax.xml.stream.XMLStreamException",
        () -> new XMLStreamException("message", new IOException("cause")));
    add(
        kinds,
        "javax.xml.transform.TransformerException",
        () -> new TransformerException("message", new IOException("cause")));
  }
}
