/** The chat of a deal: who is in it and what was said. */
@NullMarked
@ApplicationModule(
    displayName = "chat",
    allowedDependencies = {"regulation", "company", "web", "users", "handover", "clients"})
package app.zamer.chat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
