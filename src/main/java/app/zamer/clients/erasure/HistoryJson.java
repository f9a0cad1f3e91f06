package app.zamer.clients.erasure;

import app.zamer.clients.erasure.DeclaredTable.Group;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes a person out of what a column of JSON says. */
@Component
class HistoryJson {
  private static final String FIELD = "field";

  private final JsonMapper json;

  HistoryJson(JsonMapper json) {
    this.json = json;
  }

  /** The same JSON without what tells of the person in any of its texts. */
  String without(String value, Mentions mentions) {
    JsonNode tree = json.readTree(value);
    return cleaned(tree, mentions) ? json.writeValueAsString(tree) : value;
  }

  /**
   * A person's list of changes of fields without what was and what became of some fields, and of
   * the others where they tell of him; those stay that stay in their columns.
   */
  String ofHis(String value, Group history, Mentions mentions) {
    JsonNode tree = json.readTree(value);
    boolean changed = false;
    for (JsonNode change : tree) {
      if (!(change instanceof ObjectNode item)) continue;
      String field = item.path(FIELD).asString("");
      if (history.stays().contains(field)) continue;
      boolean personal = history.fields().contains(field);
      for (String side : Set.of("before", "after")) {
        JsonNode said = item.path(side);
        boolean goes =
            !said.isMissingNode()
                && !said.isNull()
                && !(said.isString() && said.asString().isEmpty())
                && !said.asString("").equals(Mentions.REMOVED)
                && (personal || mentions.in(said.isString() ? said.asString() : said.toString()));
        if (goes) {
          item.put(side, Mentions.REMOVED);
          changed = true;
        }
      }
    }
    return changed ? json.writeValueAsString(tree) : value;
  }

  /** Somebody else's list of changes, each field as its column. */
  String ofOthers(String value, Group history, Mentions mentions, Mentions phones) {
    JsonNode tree = json.readTree(value);
    boolean changed = false;
    for (JsonNode change : tree) {
      String field = change.path(FIELD).asString("");
      if (history.stays().contains(field)) continue;
      changed |= cleaned(change, history.phones().contains(field) ? phones : mentions);
    }
    return changed ? json.writeValueAsString(tree) : value;
  }

  private static boolean cleaned(JsonNode tree, Mentions mentions) {
    boolean changed = false;
    if (tree instanceof ObjectNode object) {
      for (String name : Set.copyOf(object.propertyNames())) {
        JsonNode child = object.path(name);
        if (child.isString()) {
          String after = mentions.without(child.asString());
          if (!after.equals(child.asString())) {
            object.put(name, after);
            changed = true;
          }
        } else {
          changed |= cleaned(child, mentions);
        }
      }
    } else if (tree instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode child = array.get(i);
        if (child.isString()) {
          String after = mentions.without(child.asString());
          if (!after.equals(child.asString())) {
            array.set(i, array.stringNode(after));
            changed = true;
          }
        } else {
          changed |= cleaned(child, mentions);
        }
      }
    }
    return changed;
  }
}
