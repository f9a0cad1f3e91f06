/** Notices: what people are told of without looking — in the program, by mail and by web push. */
@NullMarked
@ApplicationModule(
    displayName = "notices",
    allowedDependencies = {
      "regulation",
      "editions",
      "company",
      "web",
      "users",
      "handover",
      "live",
      "activities",
      "chat",
      "measurements",
      "deals",
      "leads",
      "telephony",
      "intake"
    })
package app.zamer.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
