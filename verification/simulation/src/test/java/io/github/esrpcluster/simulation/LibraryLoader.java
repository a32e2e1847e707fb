package io.github.esrpcluster.simulation;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.Predicate;

/** Loads some classes anew, from its own places; all others come from the loader of the tests. */
public final class LibraryLoader extends URLClassLoader {
  private final Predicate<String> own;

  /**
   * @param places are searched in this order
   * @param own tells by its name which class is loaded anew
   */
  LibraryLoader(URL[] places, Predicate<String> own) {
    super(places, LibraryLoader.class.getClassLoader());
    this.own = own;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!own.test(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? findClass(name) : known;
    }
  }
}
