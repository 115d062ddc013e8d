package dev.larder.clinic;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The pages of the clinic. */
@RestController
public class ClinicController {
  @PersistenceContext(unitName = "clinic")
  private EntityManager clinic;

  @PersistenceContext(unitName = "billing")
  private EntityManager billing;

  private final VetDirectory vets;
  private final List<SessionFactory> factories;

  private final List<DataSource> databases;

  ClinicController(
      VetDirectory vets,
      @Qualifier("clinic") DataSource clinicData,
      @Qualifier("billing") DataSource billingData,
      EntityManagerFactory owners,
      @Qualifier("billingFactory") EntityManagerFactory invoices) {
    this.vets = vets;
    this.databases = List.of(clinicData, billingData);
    this.factories =
        List.of(owners.unwrap(SessionFactory.class), invoices.unwrap(SessionFactory.class));
  }

  /** Returns the products of the two databases. */
  @GetMapping("/databases")
  public List<String> databases() throws SQLException {
    List<String> names = new ArrayList<>();
    for (DataSource database : databases) {
      try (Connection connection = database.getConnection()) {
        names.add(connection.getMetaData().getDatabaseProductName());
      }
    }
    return names;
  }

  @PutMapping("/owners/{id}")
  @Transactional
  public void putOwner(@PathVariable("id") Long id, @RequestBody String name) {
    Owner known = clinic.find(Owner.class, id);
    if (known == null) {
      clinic.persist(new Owner(id, name));
    } else {
      known.setName(name);
    }
  }

  @GetMapping("/owners/{id}")
  @Transactional
  public String owner(@PathVariable("id") Long id) {
    Owner owner = clinic.find(Owner.class, id);
    if (owner == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return owner.getName();
  }

  @PutMapping("/invoices/{id}")
  @Transactional("billingTransactions")
  public void putInvoice(@PathVariable("id") Long id, @RequestBody String cents) {
    billing.persist(new Invoice(id, Integer.parseInt(cents)));
  }

  @GetMapping("/invoices/{id}")
  @Transactional("billingTransactions")
  public int invoice(@PathVariable("id") Long id) {
    return billing.find(Invoice.class, id).getCents();
  }

  @GetMapping("/vets")
  public List<Vet> vets() {
    return vets.all();
  }

  @DeleteMapping("/vets")
  public void forgetVets() {
    vets.forget();
  }

  @GetMapping("/prices/{treatment}")
  public int price(@PathVariable("treatment") String treatment) {
    return vets.price(treatment);
  }

  /** The hits in the second-level caches of the two databases. */
  @GetMapping("/second-level-hits")
  public List<Long> secondLevelHits() {
    return factories.stream()
        .map(factory -> factory.getStatistics().getSecondLevelCacheHitCount())
        .toList();
  }
}
