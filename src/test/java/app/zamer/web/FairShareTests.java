package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.ZamerTest;
import jakarta.servlet.FilterChain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@ZamerTest
class FairShareTests {
  private static final int SHARE = 3;

  @Autowired EarlyAnswers answers;

  @Test
  void whoAsksForMoreThanHisShareAtOnceWaitsForHimselfAndNobodyForHim() throws Exception {
    FairShare shares = new FairShare(answers, SHARE);
    var under = new CountDownLatch(SHARE);
    var done = new CountDownLatch(1);
    FilterChain slow =
        (request, response) -> {
          under.countDown();
          await(done);
        };
    FilterChain quick = (request, response) -> {};
    List<Future<MockHttpServletResponse>> his = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SHARE; i++) {
        his.add(threads.submit(() -> asked(shares, "anna", "/api/v1/deals", slow)));
      }
      await(under);

      MockHttpServletResponse more = asked(shares, "anna", "/api/v1/deals", quick);
      assertThat(more.getStatus()).isEqualTo(429);
      assertThat(more.getHeader("Retry-After")).isEqualTo("1");
      assertThat(asked(shares, "anna", "/live", quick).getStatus()).isEqualTo(200);
      assertThat(asked(shares, "boris", "/api/v1/deals", quick).getStatus()).isEqualTo(200);
      done.countDown();
    }
    for (Future<MockHttpServletResponse> answer : his) {
      assertThat(answer.get().getStatus()).isEqualTo(200);
    }
    assertThat(asked(shares, "anna", "/api/v1/deals", quick).getStatus()).isEqualTo(200);
  }

  private static MockHttpServletResponse asked(
      FairShare shares, String login, String path, FilterChain chain) throws Exception {
    var request = new MockHttpServletRequest("GET", path);
    request.setRemoteUser(login);
    var response = new MockHttpServletResponse();
    shares.doFilter(request, response, chain);
    return response;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
