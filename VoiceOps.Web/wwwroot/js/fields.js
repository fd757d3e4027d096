// What is typed outlives a network that goes away and a page that is loaded anew.
(() => {
  const typed = new Set();
  const named = field => field.labels?.[0]?.firstChild?.textContent.trim() ?? field.id;
  const read = key => { try { return JSON.parse(localStorage.getItem(key)) ?? {}; } catch { return {}; } };

  // Only what somebody types or chooses is kept, by the field's id, until it is saved or dropped.
  function note(event) {
    const field = event.target;
    if (!field.id || !field.matches('input[type=text], textarea, select')) return;
    typed.add(field);
    const key = field.closest('[data-keep]')?.dataset.keep;
    if (!key) return;
    try { localStorage.setItem(key, JSON.stringify({ ...read(key), [field.id]: { label: named(field), value: field.value } })); } catch { /* Private mode. */ }
  }
  document.addEventListener('input', note, true);
  document.addEventListener('change', note, true);

  function tell(field) {
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }

  // What was typed while the link was away, or was under way when it broke, never arrived: all of it is sent again.
  document.addEventListener('link-up', () => {
    for (const field of typed) field.isConnected ? tell(field) : typed.delete(field);
  });

  window.keptWork = {
    // What is kept and does not stand on the page.
    labels: key => Object.entries(read(key)).filter(([id, kept]) => {
      const field = document.getElementById(id);
      return field && field.value !== kept.value;
    }).map(([, kept]) => kept.label),
    takeBack: key => {
      for (const [id, kept] of Object.entries(read(key))) {
        const field = document.getElementById(id);
        if (!field || field.value === kept.value) continue;
        field.value = kept.value;
        typed.add(field);
        tell(field);
      }
    },
    forget: key => { try { localStorage.removeItem(key); } catch { /* Private mode. */ } },
  };

  document.addEventListener('keydown', event => {
    const save = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's' && document.querySelector('[data-save]');
    if (!save) return;
    event.preventDefault();
    save.click();
  });

  // Through the browser's own editing, so that it can be undone. The field keeps its caret while the button is pressed.
  document.addEventListener('click', event => {
    const button = event.target.closest('[data-put]');
    const field = button && document.getElementById(button.dataset.into);
    if (!field) return;
    field.focus();
    document.execCommand('insertText', false, button.dataset.put);
  });
})();
