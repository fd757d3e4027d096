// The line to the server: whether it is alive, and getting it back, for as long as it takes.
(() => {
  const root = document.documentElement;
  const staleAfter = 3000, silentAfter = 20000, neverAfter = 45000, mostWait = 30000, patience = 5000;
  let state = 'up', beatAt = performance.now(), everBeat = false, busy = false, tries = 0, timer = 0, askedAt = 0;

  function show() {
    const silent = performance.now() - beatAt;
    const shown = state !== 'up' ? state : silent > staleAfter ? 'stale' : 'up';
    if (root.dataset.link !== shown) root.dataset.link = shown;
  }

  // The server counts aloud once a second. A line that only looks open carries no beat: no socket tells of a network that is away.
  new MutationObserver(changes => {
    if (!changes.some(change => change.target.hasAttribute('data-beat'))) return;
    beatAt = performance.now();
    everBeat = true;
    show();
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-beat'] });

  setInterval(() => {
    show();
    // A circuit that ended by a fault of the server's closes without a word, and one that never began says nothing either.
    const silent = performance.now() - beatAt;
    if (state === 'up' && silent > (everBeat ? silentAfter : neverAfter) && performance.now() - askedAt > mostWait) attempt();
  }, 500);

  // Asked first, since it can be given up: a connection's own attempt waits for minutes on a network that swallows everything.
  async function answers() {
    try {
      return (await fetch(`favicon.svg?${Date.now()}`, { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(patience) })).ok;
    } catch { return false; }
  }

  const inTime = promise => Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), patience * 4))]);

  async function attempt() {
    clearTimeout(timer);
    askedAt = performance.now();
    if (busy) return;
    busy = true;
    try {
      if (await answers()) {
        const known = everBeat && (await inTime(Blazor.reconnect()) || await inTime(Blazor.resumeCircuit()));
        if (known) up(); else again();
      }
    } catch { /* Not yet. */ } finally {
      busy = false;
      if (state !== 'up') timer = setTimeout(attempt, Math.min(mostWait, 1000 * 2 ** tries++));
    }
  }

  // The server knows this page no more: it was started anew, or the page was away for too long. A page that fails at once is not loaded for ever.
  function again() {
    const now = Date.now();
    let last = 0;
    try { last = Number(sessionStorage.getItem('loaded-again') ?? 0); sessionStorage.setItem('loaded-again', now); } catch { /* Private mode. */ }
    state = 'failed';
    show();
    if (now - last > mostWait) location.reload();
  }

  function up() {
    // Before it counts as up: what was typed meanwhile goes first.
    if (state !== 'up') document.dispatchEvent(new Event('link-up'));
    state = 'up';
    tries = 0;
    clearTimeout(timer);
    beatAt = performance.now();
    show();
  }

  function down() {
    state = 'lost';
    show();
    attempt();
  }

  function now() {
    if (state === 'up') return;
    tries = 0;
    attempt();
  }

  addEventListener('online', now);
  addEventListener('focus', now);
  addEventListener('pageshow', now);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') now(); });
  document.addEventListener('click', event => { if (event.target.closest('[data-reconnect]')) now(); });

  Blazor.start({
    circuit: {
      // The server's pings come every 5 s.
      configureSignalR: builder => builder.withServerTimeout(15000),
      reconnectionHandler: { onConnectionDown: down, onConnectionUp: up },
    },
  });
})();
