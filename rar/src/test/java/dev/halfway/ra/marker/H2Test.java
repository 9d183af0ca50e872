package dev.halfway.ra.marker;

class H2Test extends DatabaseSuite {

  @Override
  TestDatabase database() {
    return new H2("");
  }
}
