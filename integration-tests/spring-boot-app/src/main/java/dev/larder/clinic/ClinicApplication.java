package dev.larder.clinic;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;

/** A clinic for pets: the application that the starter is tried with, packaged as users do. */
@SpringBootApplication
@EnableCaching
public class ClinicApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(ClinicApplication.class, arguments);
  }
}
