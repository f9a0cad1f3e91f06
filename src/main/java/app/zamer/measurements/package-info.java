/** Visits, the technologist's stamp, and the client ledger «Учёт клиентов» with its reports. */
@NullMarked
@ApplicationModule(
    displayName = "measurements",
    allowedDependencies = {
      "regulation",
      "editions",
      "company",
      "text",
      "web",
      "users",
      "handover",
      "live",
      "clients"
    })
package app.zamer.measurements;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
