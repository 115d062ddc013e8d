package dev.larder.clinic;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An invoice, in the other database. */
@Entity
@Cacheable
public class Invoice {
  @Id private Long id;
  private int cents;

  protected Invoice() {}

  Invoice(Long id, int cents) {
    this.id = id;
    this.cents = cents;
  }

  public Long getId() {
    return id;
  }

  public int getCents() {
    return cents;
  }
}
