package dev.larder.clinic;

import java.io.Serializable;

/** A veterinarian, as the directory of vets has it. */
public record Vet(String name, int version) implements Serializable {}
