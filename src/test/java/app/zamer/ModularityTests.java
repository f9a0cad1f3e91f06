package app.zamer;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {
  @Test
  void modulesUseOnlyEachOthersFacesAndOnlyInTheAllowedDirection() {
    ApplicationModules.of(ZamerApplication.class).verify();
  }
}
