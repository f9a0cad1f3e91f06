/** Calls reported by the telephone exchange. */
@NullMarked
@ApplicationModule(
    displayName = "telephony",
    allowedDependencies = {
      "regulation",
      "company",
      "editions",
      "web",
      "users",
      "live",
      "clients",
      "activities",
      "deals",
      "leads"
    })
package app.zamer.telephony;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
