/** Demo mode: sample people and deals, and a clock that can be set. */
@NullMarked
@ApplicationModule(
    displayName = "demo",
    allowedDependencies = {
      "regulation",
      "editions",
      "company",
      "web",
      "users",
      "clients",
      "activities",
      "chat",
      "files",
      "measurements",
      "deals",
      "leads",
      "telephony",
      "notices"
    })
package app.zamer.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
