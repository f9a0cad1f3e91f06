package app.zamer.live;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Actors;
import app.zamer.users.Role;
import app.zamer.users.UserChange;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ZamerTest
class LiveTests {
  private static final long SOON_SECONDS = 10;

  @Autowired People people;
  @Autowired Deals deals;
  @Autowired Live live;
  @Autowired List<LiveAudience> audiences;
  @Autowired LiveConnections here;
  @Autowired Actors actors;
  @Autowired Users users;
  @Autowired JdbcConnectionDetails database;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  private Actor anna;
  private Actor boris;
  private Actor olga;
  private LiveConnections elsewhere;
  private LiveListener otherNode;

  @BeforeEach
  void twoNodesAndThreePeople() throws InterruptedException {
    anna = people.hire(Role.MANAGER).actor();
    boris = people.hire(Role.MANAGER).actor();
    olga = people.hire(Role.HEAD_OF_SALES).actor();
    elsewhere = new LiveConnections(audiences, actors);
    otherNode = new LiveListener(database, elsewhere);
    Page witness = new Page(olga);
    elsewhere.add(witness, 0);
    assertThat(witness.hears(LiveConnections.REFRESH)).isTrue();
    otherNode.start();
    assertThat(witness.hears(LiveConnections.REFRESH)).as("it listens").isTrue();
  }

  @AfterEach
  void theOtherNodeStops() {
    otherNode.stop();
  }

  @Test
  void whatIsChangedOnOneNodeIsHeardOnAnother() throws InterruptedException {
    Page page = listening(elsewhere, olga);
    DealId deal = deal(anna);

    assertThat(page.hears("deal-" + deal)).isTrue();
  }

  @Test
  void whoseRightsChangeIsCutOffOnEveryNodeAtOnceAndNobodyElseIs() throws InterruptedException {
    Page hers = listening(here, anna);
    Page elsewheres = listening(elsewhere, anna);
    Page boriss = listening(elsewhere, boris);

    users.change(Actor.SYSTEM, anna.id(), null, new UserChange(null, Set.of(Role.ENGINEER), null));

    assertThat(hers.hears("end")).isTrue();
    assertThat(elsewheres.hears("end")).isTrue();
    DealId deal = deal(boris);
    assertThat(boriss.hears("deal-" + deal)).isTrue();
    assertThat(boriss.heard).doesNotContain("end");
  }

  @Test
  void whoIsSwitchedOffOrGetsAnotherPasswordIsCutOff() throws InterruptedException {
    Page hers = listening(here, anna);
    users.setPassword(Actor.SYSTEM, anna.id(), "another password");
    assertThat(hers.hears("end")).isTrue();

    Page his = listening(elsewhere, boris);
    users.deactivate(Actor.SYSTEM, boris.id());
    assertThat(his.hears("end")).isTrue();
  }

  @Test
  void aPageHearsWithTheRightsOfTheMoment() throws InterruptedException {
    Page annas = listening(here, anna);
    Page boriss = listening(here, boris);
    DealId before = deal(boris);
    assertThat(boriss.hears("deal-" + before)).isTrue();
    users.change(
        Actor.SYSTEM, anna.id(), null, new UserChange(null, Set.of(Role.HEAD_OF_SALES), null));
    DealId after = deal(boris);

    // the page of the test does not go when it is told to
    assertThat(annas.hears("deal-" + after)).isTrue();
    assertThat(annas.heard).noneMatch(topics -> topics.contains("deal-" + before + " "));
  }

  @Test
  void onlyWhoMayReadADealHearsOfIt() throws InterruptedException {
    Page annas = listening(here, anna);
    Page boriss = listening(here, boris);
    DealId deal = deal(anna);
    DealId last = deal(boris);

    assertThat(annas.hears("deal-" + deal)).isTrue();
    assertThat(boriss.hears("deal-" + last)).isTrue();
    assertThat(boriss.heard).noneMatch(topics -> topics.contains("deal-" + deal + " "));
  }

  @Test
  void nothingIsHeardBeforeItIsCommittedOrIfItNeverIs() throws InterruptedException {
    Page page = listening(here, olga);
    var transaction = new TransactionTemplate(transactions);
    transaction.executeWithoutResult(
        status -> {
          live.changed(new LiveChange("deal", 1_000_001, Set.of()));
          status.setRollbackOnly();
        });
    transaction.executeWithoutResult(
        status -> live.changed(new LiveChange("deal", 1_000_002, Set.of())));

    assertThat(page.hears("deal-1000002")).isTrue();
    assertThat(page.heard).noneMatch(topics -> topics.contains("deal-1000001"));
  }

  @Test
  void aPageThatComesBackHearsWhatItHasMissed() throws InterruptedException {
    Page before = listening(here, olga);
    DealId deal = deal(anna);
    assertThat(before.hears("deal-" + deal)).isTrue();

    Page after = new Page(olga);
    here.add(after, before.last);

    assertThat(after.hears("deal-" + deal)).isTrue();
  }

  @Test
  void aPageThatMayHaveMissedMoreThanIsKnownIsToldToLookAgain() throws InterruptedException {
    Page page = new Page(olga);
    here.add(page, 0);

    assertThat(page.hears(LiveConnections.REFRESH)).isTrue();
  }

  @Test
  void afterTheDatabaseWasGonePagesLookAgain() throws InterruptedException {
    Page page = listening(elsewhere, olga);

    elsewhere.listening();

    assertThat(page.hears(LiveConnections.REFRESH)).isTrue();
  }

  @Test
  void aNodeWhoseConnectionWasCutHearsAgain() throws InterruptedException {
    Page page = listening(elsewhere, olga);

    jdbc.sql(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where application_name = 'zamer live' and datname = current_database()")
        .query()
        .listOfRows();

    assertThat(page.hears(LiveConnections.REFRESH)).isTrue();
    DealId deal = deal(anna);
    assertThat(page.hears("deal-" + deal)).isTrue();
  }

  @Test
  void whoOpensEverMoreStreamsEndsHisOldestAndNobodyElses() throws InterruptedException {
    Page olgas = listening(elsewhere, olga);
    List<Page> annas = Stream.generate(() -> new Page(anna)).limit(300).toList();
    annas.forEach(page -> elsewhere.add(page, 0));

    List<Page> ended = annas.stream().filter(page -> page.waiting.contains("end")).toList();
    assertThat(ended).isEqualTo(annas.subList(0, 300 - LiveConnections.MOST_OF_ONE));
    DealId deal = deal(anna);
    assertThat(olgas.hears("deal-" + deal)).isTrue();
    assertThat(annas.getLast().hears("deal-" + deal)).isTrue();
  }

  private DealId deal(Actor manager) {
    Phone phone = Phone.of(Fresh.phone());
    var wanted = new NewDeal("Вера Орехова", phone, null, null, true, null);
    if (deals.open(manager, wanted) instanceof OpenOutcome.Opened(DealId id)) {
      return id;
    }
    throw new AssertionError("not opened");
  }

  /** A page that was made just now, on a node that has been listening for a while. */
  private static Page listening(LiveConnections node, Actor actor) throws InterruptedException {
    Page first = new Page(actor);
    // the node tells everybody to look again at the moment it begins to listen
    node.add(first, 0);
    assertThat(first.hears(LiveConnections.REFRESH)).isTrue();
    Page page = new Page(actor);
    node.add(page, System.currentTimeMillis() + LiveConnections.SKEW_MILLIS);
    return page;
  }

  private static final class Page implements LivePage {
    private final Actor actor;
    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile long last;

    private Page(Actor actor) {
      this.actor = actor;
    }

    @Override
    public UserId person() {
      return actor.id();
    }

    @Override
    public void tell(long at, String topics) {
      last = at;
      waiting.add(topics);
    }

    @Override
    public void end() {
      waiting.add("end");
    }

    /** Whether it hears this topic before patience ends. */
    private boolean hears(String topic) throws InterruptedException {
      while (true) {
        String topics = waiting.poll(SOON_SECONDS, TimeUnit.SECONDS);
        if (topics == null) {
          return false;
        }
        heard.add(topics);
        if (List.of(topics.split(" ")).contains(topic)) {
          return true;
        }
      }
    }
  }
}
