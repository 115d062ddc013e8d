package dev.larder.clinic;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An owner of pets. */
@Entity
@Cacheable
public class Owner {
  @Id private Long id;
  private String name;

  protected Owner() {}

  Owner(Long id, String name) {
    this.id = id;
    this.name = name;
  }

  public Long getId() {
    return id;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }
}
