package app.zamer.live;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Where modules say what has changed. */
@Component
public class Live {
  private final LiveSender sender;

  Live(LiveSender sender) {
    this.sender = sender;
  }

  /** Tells everybody who may hear it, as soon as the present transaction is committed. */
  public void changed(LiveChange change) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      sender.send(change);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            sender.send(change);
          }
        });
  }
}
