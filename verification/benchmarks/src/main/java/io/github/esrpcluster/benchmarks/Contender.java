package io.github.esrpcluster.benchmarks;

import java.util.function.BiFunction;

/** What is measured: this library, its peers, the naive baseline and the lower bound. */
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
