package io.github.esrpcluster.benchmarks;

/** The number of services and of nodes in each. Nodes and services are numbered from zero. */
record Shape(int services, int nodesEach) {
  /** As written in a plan: {@code 1000x10}. */
  static Shape of(String text) {
    String[] parts = text.split("x", 2);
    return new Shape(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  int nodes() {
    return services * nodesEach;
  }

  int serviceOf(int node) {
    return node / nodesEach;
  }

  @Override
  public String toString() {
    return services + "x" + nodesEach;
  }
}
