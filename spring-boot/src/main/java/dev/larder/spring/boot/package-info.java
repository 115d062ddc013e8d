/** Larder in Spring Boot 3.5 and 4: one cache manager, its settings, and what it shows. */
@NullMarked
package dev.larder.spring.boot;

import org.jspecify.annotations.NullMarked;
