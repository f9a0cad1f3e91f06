package app.zamer.web;

/** What the regulation in force says under the id of a clause; whoever keeps it implements it. */
@FunctionalInterface
public interface ClauseTitles {
  /** In the language of the request; empty if there is no such clause. */
  String of(String id);
}
