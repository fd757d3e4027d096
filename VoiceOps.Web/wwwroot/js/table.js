// What a table shows, as a file: exact amounts and moments rather than how they read, and nothing that is there for screen readers alone.
(() => {
  function text(cell) {
    const exact = cell.querySelectorAll('[data-exact]');
    if (exact.length === 1) return exact[0].dataset.exact.replaceAll(',', '').replace('−', '-');
    const copy = cell.cloneNode(true);
    for (const id of copy.querySelectorAll('[data-copy]')) id.replaceWith(id.dataset.copy);
    for (const gone of copy.querySelectorAll('.sort-by span')) gone.remove();
    for (const head of copy.querySelectorAll('.sort-by')) head.replaceWith(head.textContent);
    for (const gone of copy.querySelectorAll('.sr, [aria-hidden="true"], button, .chip-plain')) gone.remove();
    for (const time of copy.querySelectorAll('time[datetime]')) time.replaceWith(time.getAttribute('datetime'));
    for (const child of copy.querySelectorAll('small, span, a')) child.append(' ');
    const words = copy.textContent.replace(/\s+/g, ' ').trim();
    return /^−?\$[\d,]+\.\d+$/.test(words) ? words.replace('−', '-').replace(/[$,]/g, '') : words;
  }

  const rows = table => [...table.rows].map(row => [...row.cells].filter(cell => !cell.classList.contains('act')).flatMap(cell =>
    [text(cell), ...Array(cell.colSpan - 1).fill('')]));

  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-csv]');
    const panel = button?.closest('.panel-wrap');
    if (!panel) return;
    const all = [...panel.querySelectorAll('table')].flatMap((table, at) => at ? [[], ...rows(table)] : rows(table));
    const csv = await DotNet.invokeMethodAsync('VoiceOps.Web', 'TableCsv', all);
    const link = document.createElement('a');
    // With the mark by which spreadsheets know the encoding.
    link.href = URL.createObjectURL(new Blob(['\ufeff', csv], { type: 'text/csv;charset=utf-8' }));
    link.download = `voiceops-${panel.querySelector('h2').textContent.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${new Date().toISOString().slice(0, 10)}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
})();
