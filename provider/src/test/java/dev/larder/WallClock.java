package dev.larder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Timer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The methods of the JDK that read the time of day, or wait until one. Such a clock may be set
 * while the program runs. Methods that only copy or convert a given time are not among them.
 */
final class WallClock {
  /**
   * No class may read a wall clock: Larder measures time and waits by nanoTime only. The age of a
   * value in a store of bytes is the exception, because other processes have to read it.
   */
  static final ArchRule RULE =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.larder.engine.TimestampingStore$TimestampingCodec")
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe("it reads a wall clock", WallClock::isRead));

  private WallClock() {}

  private static boolean isRead(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    String owner = target.getOwner().getFullName();
    String name = target.getName();
    return switch (owner) {
      case "java.lang.System" -> name.equals("currentTimeMillis");
      case "java.util.Timer" -> true;
      case "java.util.Date", "java.util.GregorianCalendar" -> makesNow(target);
      case "java.util.Calendar" -> name.equals("getInstance");
      case "java.util.concurrent.locks.LockSupport" -> name.equals("parkUntil");
      case "java.util.concurrent.locks.Condition" -> name.equals("awaitUntil");
      case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
      case "java.time.InstantSource" -> name.equals("system");
      default -> owner.startsWith("java.time.") && (name.equals("now") || name.equals("dateNow"));
    };
  }

  private static boolean makesNow(AccessTarget target) {
    return target instanceof CodeUnitAccessTarget made
        && made.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
        && made.getRawParameterTypes().stream().noneMatch(JavaClass::isPrimitive);
  }

  /** Methods that read a wall clock, and some that do not, for a test of the rule. */
  @SuppressWarnings({"JavaUtilDate", "JavaTimeDefaultTimeZone"}) // never called
  static final class Readers {
    long millis() {
      return System.currentTimeMillis();
    }

    LongSupplier byReference() {
      return System::currentTimeMillis;
    }

    Supplier<Instant> instantByReference() {
      return Instant::now;
    }

    Instant instant() {
      return Instant.now();
    }

    LocalDateTime dateTime() {
      return LocalDateTime.now();
    }

    LocalDateTime dateTimeSomewhere() {
      return LocalDateTime.now(ZoneId.of("UTC"));
    }

    Year year() {
      return Year.now();
    }

    Object chronology() {
      return IsoChronology.INSTANCE.dateNow();
    }

    Clock clock() {
      return Clock.systemUTC();
    }

    Clock ticking() {
      return Clock.tickMillis(ZoneOffset.UTC);
    }

    Date date() {
      return new Date();
    }

    Calendar calendar() {
      return Calendar.getInstance();
    }

    Calendar gregorian() {
      return new GregorianCalendar();
    }

    Timer timer() {
      return new Timer();
    }

    void parksUntil() {
      LockSupport.parkUntil(1);
    }

    Date harmlessCopyOfADate(Date given) {
      return new Date(given.getTime());
    }

    long harmlessDifference() {
      return System.nanoTime();
    }

    Duration harmlessDuration() {
      return Duration.between(Instant.EPOCH, Instant.ofEpochMilli(1));
    }

    void harmlessWait() {
      LockSupport.parkNanos(1);
    }
  }
}
