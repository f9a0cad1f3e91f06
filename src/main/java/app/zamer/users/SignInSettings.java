package app.zamer.users;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long somebody stays signed in however busy he is; then he gives his password again.
 *
 * @param longest of one session, from the sign-in
 * @param remembered of a browser that was to be remembered, from the sign-in with a password
 */
@ConfigurationProperties("zamer.sign-in")
record SignInSettings(Duration longest, Duration remembered) {}
