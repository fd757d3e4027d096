// What needs no server: relative times, exact copies, keys.
(() => {
  const root = document.documentElement;

  // Relative times. The server writes into the same text node, so it must stay.
  const words = seconds => seconds < 1 ? 'now' : seconds < 60 ? `${Math.floor(seconds)} s ago` : seconds < 3600 ? `${Math.floor(seconds / 60)} min ago`
    : seconds < 86400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86400)} d ago`;
  const write = (element, text) => { if (element.firstChild && element.firstChild.data !== text) element.firstChild.data = text; };
  // The server tells ages, and this machine's clock counts on from when they arrived: what time it is here says nothing, two clocks seldom agree.
  const seen = new WeakMap();
  function age(element) {
    const stamp = element.getAttribute('datetime');
    let known = seen.get(element);
    if (!known || known.stamp !== stamp) {
      known = { stamp, from: performance.now() - Number(element.dataset.age ?? 0) * 1000 };
      seen.set(element, known);
    }
    return (performance.now() - known.from) / 1000;
  }

  setInterval(() => {
    for (const element of document.querySelectorAll('time[data-ago]')) write(element, words(age(element)));
  }, 1000);
  setInterval(() => {
    for (const element of document.querySelectorAll('[data-fresh]')) {
      const seconds = age(element);
      // The feed reads anew every 30 s even when nothing happens; older than this, it is not running.
      element.closest('.freshness')?.classList.toggle('is-old', seconds > 45);
      write(element, seconds < 10 ? `${seconds.toFixed(1)} s ago` : words(seconds));
    }
  }, 200);

  // A figure copies exactly, however it is shown.
  document.addEventListener('copy', event => {
    const selection = getSelection();
    const of = node => (node?.nodeType === 1 ? node : node?.parentElement)?.closest('[data-exact]');
    const figure = of(selection.anchorNode);
    if (figure && figure === of(selection.focusNode)) {
      event.clipboardData.setData('text/plain', figure.dataset.exact);
      event.preventDefault();
    }
  });

  document.addEventListener('click', async event => {
    const copy = event.target.closest('[data-copy]');
    if (copy) {
      event.stopPropagation();
      try {
        await navigator.clipboard.writeText(copy.dataset.copy);
        copy.classList.add('copied');
        setTimeout(() => copy.classList.remove('copied'), 1200);
      } catch { /* Not allowed here; the text can still be selected. */ }
    }
    const insert = event.target.closest('[data-insert]');
    if (insert) put(document.getElementById(insert.dataset.into), insert.dataset.insert);
    if (event.target.closest('[data-reload]')) location.reload();
    if (event.target.closest('[data-effects]')) effects(root.dataset.effects === 'off');
  }, true);

  // The second click of a double click does nothing: each button does its thing once. Keys and links are as they were.
  document.addEventListener('click', event => {
    if (event.detail > 1 && event.target.closest('button, [type="submit"], [role="button"]')) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  // Puts text where the writing stands, as if it had been typed.
  function put(field, text) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  }

  // Keys press what is on the page: nothing happens that a click could not do.
  let going = 0;
  const press = selector => { const target = document.querySelector(selector); if (target?.matches('input, select')) target.focus(); else target?.click(); return !!target; };
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest('input, textarea, select, [contenteditable]')) return;
    if (document.querySelector('.mud-dialog')) return;
    const key = event.key;
    if (going && performance.now() - going < 1500) {
      going = 0;
      if (/^[a-z]$/.test(key) && press(`[data-go="${key}"]`)) event.preventDefault();
      return;
    }
    going = 0;
    if (key === 'g') going = performance.now();
    else if (/^[a-z?/]$/.test(key) || key === 'Escape') { if (press(`[data-key="${CSS.escape(key)}"]`)) event.preventDefault(); }
  });

  // A drawer or a dialog takes the focus when it opens and gives it back when it closes.
  function lend(selector, field) {
    let opener = null;
    return () => {
      const open = document.querySelector(selector);
      const first = open?.querySelector(field);
      if (first && !open.contains(document.activeElement) && !open.dataset.focused) {
        open.dataset.focused = '1';
        opener = document.activeElement;
        first.focus();
        first.select?.();
      } else if (!open && opener) {
        if (document.body.contains(opener)) opener.focus();
        opener = null;
      }
    };
  }
  // The browser itself heeds autofocus only while a page loads.
  const lends = [lend('.drawer', '[data-key="Escape"]'), lend('.mud-dialog', '[autofocus]')];

  // What lies behind an open drawer cannot be reached, by keys either.
  function inert() {
    const open = document.querySelector('.drawer') !== null;
    for (const behind of document.querySelectorAll('.side, .page-head, main')) if (behind.inert !== open) behind.inert = open;
  }

  // Where the pages' names lie in one line that scrolls, the current one is brought into its middle; the page itself stays.
  let current = null;
  function bring() {
    const item = document.querySelector('.side a.active');
    if (!item || item === current) return;
    current = item;
    const nav = item.closest(getComputedStyle(item.closest('.tabs')).display === 'contents' ? '.side' : '.tabs');
    const [outer, inner] = [nav.getBoundingClientRect(), item.getBoundingClientRect()];
    nav.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
  }
  bring();
  new MutationObserver(() => [inert, ...lends, bring].forEach(look => look()))
    .observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-current'] });

  // The grid and the scan lines can be turned off; the choice stays with this browser.
  function effects(on) {
    root.dataset.effects = on ? 'on' : 'off';
    try { localStorage.setItem('effects', root.dataset.effects); } catch { /* Private mode. */ }
  }
  try { root.dataset.effects = localStorage.getItem('effects') ?? 'on'; } catch { /* Private mode. */ }
})();
