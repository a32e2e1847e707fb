package io.github.esrpcluster.examples.quickstart;

/** Shows the shortest use of esrp-cluster. */
final class Quickstart {

  private Quickstart() {}

  public static void main(String[] args) {
    System.out.println("usage: java -jar quickstart.jar");
  }
}
