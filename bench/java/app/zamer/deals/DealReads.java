package app.zamer.deals;

import app.zamer.clients.Phone;
import app.zamer.deals.DealQuery.Filter;
import app.zamer.deals.DealQuery.Sort;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.StageId;
import app.zamer.editions.Editions;
import app.zamer.users.Actor;
import app.zamer.web.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** What the measurements need of the deals' own parts. */
public final class DealReads {
  private static final PageRequest FIRST_PAGE = new PageRequest(0, PageRequest.DEFAULT_SIZE);

  private final Deals deals;
  private final DealRepository repository;
  private final DealQuery query;
  private final BoardQuery board;
  private final Editions inForce;

  public DealReads(ApplicationContext program) {
    this.deals = program.getBean(Deals.class);
    this.repository = program.getBean(DealRepository.class);
    this.query = program.getBean(DealQuery.class);
    this.board = program.getBean(BoardQuery.class);
    this.inForce = program.getBean(Editions.class);
  }

  /** The query by which a move reads a deal. */
  public static String select() {
    return DealRepository.SELECT;
  }

  public DealFacts facts(DealId id) {
    return repository.find(id).orElseThrow().facts();
  }

  /** How many cards the board of a pipeline shows. */
  public int board(Actor actor, String pipeline) {
    return board.columns(actor, of(pipeline), BoardQuery.Filter.ofOwner(null)).stream().mapToInt(column -> column.cards().size()).sum();
  }

  /** How many cards the continuation of a column has. */
  public int more(Actor actor, String pipeline, String stage, long after) {
    return board.cards(actor, new StageId(pipeline, stage), BoardQuery.Filter.ofOwner(null), new BoardQuery.After(after, null), BoardQuery.FIRST).cards().size();
  }

  private Pipeline of(String id) {
    return inForce.inForce().pipelines().stream().filter(pipeline -> pipeline.id().equals(id)).findFirst().orElseThrow();
  }

  /** How many deals the first page of a search has. */
  public int search(Actor actor, @Nullable Phone phone, @Nullable String q) {
    return query
        .find(actor, new Filter(null, null, null, null, phone, q, false, Sort.of(null).orElseThrow()), FIRST_PAGE)
        .items()
        .size();
  }

  /** How many deals the first page of the list of a status has. */
  public int list(Actor actor, String status) {
    return query
        .find(actor, new Filter(null, null, status, null, null, null, false, Sort.of(null).orElseThrow()), FIRST_PAGE)
        .items()
        .size();
  }

  public String card(Actor actor, DealId id) {
    return deals.get(actor, id, "deal.read").title();
  }
}
