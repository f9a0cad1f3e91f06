/**
 * The connector for the exchange Asterisk: a process of its own, which hears what happens to calls
 * by Asterisk's manager interface and reports it to Zamer by Zamer's HTTP API.
 */
@NullMarked
@ApplicationModule(
    displayName = "asterisk",
    allowedDependencies = {})
package app.zamer.asterisk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
