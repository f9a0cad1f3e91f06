/**
 * What people without an account may do: leave a request on the company's site, answer about their
 * visit.
 */
@NullMarked
@ApplicationModule(
    displayName = "intake",
    allowedDependencies = {
      "regulation",
      "editions",
      "company",
      "web",
      "users",
      "handover",
      "live",
      "clients",
      "activities",
      "measurements",
      "deals",
      "leads"
    })
package app.zamer.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
