// Browser notifications, in this browser: the site's one worker (mine-worker.js) shows them.
(async () => {
  const part = document.getElementById("push");
  const [on, off, said] = ["push-on", "push-off", "push-said"].map(id => document.getElementById(id));
  const say = text => { said.textContent = text; said.hidden = !text; };
  if (!("serviceWorker" in navigator && "PushManager" in window)) return say(part.dataset.unable);

  const worker = await navigator.serviceWorker.register(part.dataset.worker, { scope: "/", updateViaCache: "none" });
  const show = async () => {
    const subscription = await worker.pushManager.getSubscription();
    on.hidden = Boolean(subscription);
    off.hidden = !subscription;
  };
  const send = (path, values) => htmx.ajax("POST", `/account/notices/browsers${path}`, { target: "#push-browsers", values });
  const key = base64 => Uint8Array.from(atob(base64.replaceAll("-", "+").replaceAll("_", "/")), char => char.charCodeAt(0));

  on.addEventListener("click", async () => {
    say("");
    if (await Notification.requestPermission() !== "granted") return say(part.dataset.denied);
    try {
      await navigator.serviceWorker.ready;
      const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key(part.dataset.key) });
      const { endpoint, keys } = subscription.toJSON();
      await send("", { endpoint, ...keys });
    } catch {
      say(part.dataset.failed);
    }
    await show();
  });
  off.addEventListener("click", async () => {
    say("");
    const subscription = await worker.pushManager.getSubscription();
    if (subscription) {
      await send("/remove", { endpoint: subscription.endpoint });
      await subscription.unsubscribe();
    }
    await show();
  });
  await show();
})();
