package io.github.esrpcluster.benchmarks;

import java.util.function.BiFunction;

/** A measured implementation: this library, a peer, the naive baseline or the lower bound. */
public enum Contender {
  ESRP(EsrpFixture::new),
  EUREKA(EurekaFixture::new),
  SPRING(SpringFixture::new),
  GRPC(GrpcFixture::new),
  NAIVE_BASELINE(NaiveBaselineFixture::new),
  LOWER_BOUND(LowerBoundFixture::new);

  private final BiFunction<Shape, Names, Fixture> maker;

  Contender(BiFunction<Shape, Names, Fixture> maker) {
    this.maker = maker;
  }

  Fixture fixture(Shape shape, Names names) {
    return maker.apply(shape, names);
  }
}
