package app.zamer.web;

import java.util.Set;

/**
 * Who looks at a page.
 *
 * @param login how the person signs in
 * @param name how people call him
 * @param roles ids of his roles, as in the regulation file
 */
public record Visitor(String login, String name, Set<String> roles) {}
