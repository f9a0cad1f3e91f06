// What others do, as it happens. A browser keeps few connections to a server, and people keep many deals open, so the
// windows of one browser share one: the window that holds the lock has it and tells the rest. Whatever is heard becomes
// an event of the page, such as "live:deal-42"; "live:refresh" says that something may have been missed.
(() => {
  const KEPT = 120000;
  const OVERLAP = 3000;
  const SHORTEST = 500;
  const LONGEST = 30000;
  const channel = new BroadcastChannel("zamer-live");
  const rendered = Number(document.body.dataset.live);
  const heard = []; // what the window with the connection has heard of late

  const happen = ({ topic }) => {
    document.body.dispatchEvent(new CustomEvent(`live:${topic}`));
    // for pages that listen to many things and ask which
    document.body.dispatchEvent(new CustomEvent("live", { detail: { topic } }));
  };
  channel.onmessage = ({ data }) => {
    if (data.ask === undefined) return happen(data);
    // a window that has just been opened: what it has missed since it was made
    for (const event of heard) if (event.at >= data.ask - OVERLAP) channel.postMessage(event);
  };
  channel.postMessage({ ask: rendered });

  const tell = event => {
    heard.push(event);
    while (heard.length && heard[0].at < event.at - KEPT) heard.shift();
    channel.postMessage(event);
    happen(event);
  };

  const connect = since => new Promise(lost => {
    const source = new EventSource(`/live?since=${since}`);
    let last = since;
    source.onmessage = message => {
      pause = SHORTEST;
      last = Number(message.lastEventId) || last;
      for (const topic of message.data.split(" ")) if (topic) tell({ topic, at: last });
      document.documentElement.dataset.connected = "yes";
    };
    source.onerror = () => {
      document.documentElement.dataset.connected = "no";
      source.close();
      lost(last);
    };
  });

  // a server that is away, or a person who has signed out, is asked less and less often
  let pause = SHORTEST;
  const listen = async () => {
    let since = rendered;
    for (;;) {
      since = await connect(since);
      await new Promise(later => setTimeout(later, pause * (1 + Math.random())));
      pause = Math.min(2 * pause, LONGEST);
    }
  };
  if (navigator.locks) navigator.locks.request("zamer-live", listen); else listen();
})();
