/** Leads: intake, attempts to call, conversion into deals. */
@NullMarked
@ApplicationModule(
    displayName = "leads",
    allowedDependencies = {
      "regulation",
      "company",
      "text",
      "web",
      "users",
      "handover",
      "live",
      "clients",
      "activities",
      "editions",
      "files",
      "deals"
    })
package app.zamer.leads;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
