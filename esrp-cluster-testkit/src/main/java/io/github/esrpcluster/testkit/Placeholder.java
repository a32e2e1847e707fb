package io.github.esrpcluster.testkit;

/** Keeps the exported package from being empty until its first type arrives. */
public final class Placeholder {

  private Placeholder() {}
}
