package io.github.esrpcluster.benchmarks;

import java.util.function.BiFunction;

/** Who is measured: this library, its peers, and the floor. */
public enum Keeper {
  ESRP(EsrpWorld::new),
  EUREKA(EurekaWorld::new),
  SPRING(SpringWorld::new),
  GRPC(GrpcWorld::new),
  AFTERNOON(AfternoonWorld::new),
  FLOOR(FloorWorld::new);

  private final BiFunction<Shape, Names, World> maker;

  Keeper(BiFunction<Shape, Names, World> maker) {
    this.maker = maker;
  }

  World world(Shape shape, Names names) {
    return maker.apply(shape, names);
  }
}
