/** Activities (дела) and deadlines of any subject. */
@NullMarked
@ApplicationModule(
    displayName = "activities",
    allowedDependencies = {
      "regulation",
      "editions",
      "company",
      "web",
      "users",
      "handover",
      "clients"
    })
package app.zamer.activities;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
