/** The health of caches on a server, and its names in Spring Boot 3. */
@NullMarked
package dev.larder.spring.boot3;

import org.jspecify.annotations.NullMarked;
