package io.github.esrpcluster.i3;

/** Keeps the exported package from being empty until its first type arrives. */
public final class Placeholder {

  private Placeholder() {}
}
