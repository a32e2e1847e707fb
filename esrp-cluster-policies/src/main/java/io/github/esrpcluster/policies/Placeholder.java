package io.github.esrpcluster.policies;

/** Keeps the exported package from being empty until its first type arrives. */
public final class Placeholder {

  private Placeholder() {}
}
