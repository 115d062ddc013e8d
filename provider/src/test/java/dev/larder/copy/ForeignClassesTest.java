package dev.larder.copy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Classes of the same name from different loaders. */
class ForeignClassesTest {

  /** Defines its own copy of the zoo. */
  private static final class OwnLoader extends ClassLoader {
    OwnLoader() {
      super(ForeignClassesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(Zoo.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    Object make(Class<?> type) throws ReflectiveOperationException {
      var constructor = loadClass(type.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    }
  }

  private static GraphCopier copier(ClassLoader loader) {
    return new GraphCopier(new Serializer("a value", loader, null, new ImmutableTypes(Set.of())));
  }

  @Test
  void copy_classThatTheLoaderReplaces_isSerialized() throws Exception {
    OwnLoader loader = new OwnLoader();
    GraphCopier copier = copier(loader);
    Zoo.Circle mine = new Zoo.Circle();
    assertThat(copier.copyDirectly(mine), is(nullValue()));
    Object copy = copier.<Object>copy(mine);
    assertThat(copy.getClass(), is(sameInstance(loader.loadClass(Zoo.Circle.class.getName()))));
    List<Object> list = copier.copy(new ArrayList<>(List.of("a", Zoo.Color.RED)));
    assertThat(list.get(1), is(not(Zoo.Color.RED)));
    assertThat(list.get(1).toString(), is("RED"));
  }

  @Test
  void copy_classOfTheLoader_isCopiedDirectly() throws Exception {
    OwnLoader loader = new OwnLoader();
    Object original = loader.make(Zoo.Child.class);
    Object copy = copier(loader).copyDirectly(original);
    assertThat(copy, is(SameShape.apartFrom(original)));
  }

  @Test
  void copy_classUnknownToTheLoader_isSerialized() throws Exception {
    Object foreign = new OwnLoader().make(Zoo.Circle.class);
    GraphCopier copier = copier(ForeignClassesTest.class.getClassLoader());
    assertThat(copier.copyDirectly(foreign), is(nullValue()));
    assertThat(copier.<Object>copy(foreign).getClass(), is(sameInstance(Zoo.Circle.class)));
  }

  @Test
  void copier_unreachable_releasesTheClassLoader() throws Exception {
    WeakReference<ClassLoader> loader = new WeakReference<>(useAndDrop());
    for (int i = 0; i < 50 && loader.get() != null; i++) {
      System.gc();
      // A thread of the collector clears references some time after the collection.
      Thread.sleep(20);
    }
    assertThat(loader.get(), is(nullValue()));
  }

  private static ClassLoader useAndDrop() throws ReflectiveOperationException {
    OwnLoader loader = new OwnLoader();
    GraphCopier copier = copier(loader);
    for (Class<?> type : List.of(Zoo.Child.class, Zoo.Values.class, Zoo.Outer.class)) {
      Object original = loader.make(type);
      for (int i = 0; i < 500; i++) { // until the handles are compiled for the class
        assertThat(copier.copyDirectly(original), is(notNullValue()));
      }
    }
    return loader;
  }
}
