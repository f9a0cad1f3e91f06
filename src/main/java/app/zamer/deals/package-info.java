/** Deals: their stages, card, history and obligations. */
@NullMarked
@ApplicationModule(
    displayName = "deals",
    allowedDependencies = {
      "regulation",
      "editions",
      "company",
      "text",
      "web",
      "users",
      "handover",
      "live",
      "clients",
      "activities",
      "chat",
      "files",
      "measurements"
    })
package app.zamer.deals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
