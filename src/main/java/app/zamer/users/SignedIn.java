package app.zamer.users;

import app.zamer.web.Visitor;
import app.zamer.web.Visitors;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells the pages' shell who is signed in. */
@Component
class SignedIn implements Visitors {
  private final UserRepository users;
  private final Rights rights;

  SignedIn(UserRepository users, Rights rights) {
    this.users = users;
    this.rights = rights;
  }

  @Override
  public Optional<Visitor> find(String login) {
    return users
        .find(new UserId(login))
        .filter(User::active)
        .map(
            user ->
                new Visitor(
                    login,
                    user.name(),
                    user.roles().stream().map(Role::id).collect(Collectors.toUnmodifiableSet()),
                    user.roles().contains(Role.ADMINISTRATOR),
                    right -> rights.reach(new Actor(user.id(), user.roles()), right).scopes()));
  }
}
