package dev.larder.clinic;

import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;

/** Two databases, each with its entities. Their second-level caches are in one cache manager. */
@Configuration
public class Databases {
  @Bean
  @Primary
  DataSource clinic() {
    return DataSourceBuilder.create().url("jdbc:h2:mem:clinic;DB_CLOSE_DELAY=-1").build();
  }

  @Bean
  DataSource billing(@Value("${billing.url:jdbc:h2:mem:billing;DB_CLOSE_DELAY=-1}") String url) {
    return DataSourceBuilder.create().url(url).build();
  }

  @Bean
  @Primary
  LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource clinic) {
    return factory("clinic", clinic, Owner.class);
  }

  @Bean
  LocalContainerEntityManagerFactoryBean billingFactory(@Qualifier("billing") DataSource billing) {
    return factory("billing", billing, Invoice.class);
  }

  private static LocalContainerEntityManagerFactoryBean factory(
      String name, DataSource source, Class<?> entity) {
    LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
    factory.setPersistenceUnitName(name);
    factory.setDataSource(source);
    factory.setManagedTypes(
        PersistenceManagedTypes.of(entity.getName()));
    factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    factory.setJpaPropertyMap(
        Map.of(
            "hibernate.hbm2ddl.auto", "create-drop",
            "hibernate.cache.use_second_level_cache", true,
            "hibernate.generate_statistics", true));
    return factory;
  }

  @Bean
  @Primary
  PlatformTransactionManager transactionManager(EntityManagerFactory entityManagerFactory) {
    return new JpaTransactionManager(entityManagerFactory);
  }

  @Bean
  PlatformTransactionManager billingTransactions(
      @Qualifier("billingFactory")
          EntityManagerFactory billingFactory) {
    return new JpaTransactionManager(billingFactory);
  }
}
