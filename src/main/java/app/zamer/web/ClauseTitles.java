package app.zamer.web;

import app.zamer.regulation.Topic;

/** What the regulation in force says under the id of a clause; whoever keeps it implements it. */
public interface ClauseTitles {
  /** In the language of the request; empty if there is no such clause. */
  String of(String id);

  /** The clause to refer to for something; empty if there is none. */
  String idOf(Topic topic);
}
