// The look of the two kinds of chart, and the rule that one is drawn at most once in two seconds.
const interval = 2000;
const muted = '#8b8b99';
const line = '#23232c';
const mono = "'JetBrains Mono Variable', ui-monospace, monospace";

const escape = text => text.replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

function largest(spec) {
  return Math.max(0, ...spec.labels.map((_, at) => Math.max(
    spec.series.filter(s => !s.isLine).reduce((sum, s) => sum + s.values[at], 0), ...spec.series.filter(s => s.isLine).map(s => s.values[at]))));
}

// Round steps, about five of them, just above the largest figure.
function axis(spec) {
  const rough = (largest(spec) || 1) * 1.04 / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find(s => s * power >= rough * 0.8) * power;
  const ticks = Math.ceil((largest(spec) || 1) * 1.04 / step);
  return { max: ticks * step, tickAmount: ticks };
}

// One number of decimals for the whole axis, by its largest figure.
function dollars(spec) {
  const most = largest(spec);
  const decimals = most >= 20 ? 0 : most >= 0.5 ? 2 : most >= 0.005 ? 4 : 6;
  return value => `${value < 0 ? '−' : ''}$${most >= 20000 ? `${(Math.abs(value) / 1000).toFixed(0)}k` : Math.abs(value).toFixed(decimals)}`;
}

function tooltip(spec, index) {
  const rows = spec.series.map(s =>
    `<tr><th scope="row"><i style="--c:${s.color}" class="${s.isLine ? 'dash' : ''}"></i>${escape(s.name)}</th><td>${escape(s.texts[index] ?? '')}</td></tr>`);
  const totals = spec.totals.map(total => `<tr><th scope="row">${escape(total.name)}</th><td>${escape(total.texts[index] ?? '')}</td></tr>`);
  const label = escape(spec.labels[index] ?? '') + (index === spec.unfinished ? ' · so far' : '');
  return `<table class="chart-tip"><caption>${label}</caption>${rows.join('')}${totals.join('')}</table>`;
}

// What is not over yet is hatched, in the colors of its parts.
function hatch(element, spec) {
  if (spec.unfinished === null || spec.unfinished === undefined) return;
  const defs = element.querySelector('svg defs');
  for (const bar of element.querySelectorAll(`.apexcharts-bar-area[j="${spec.unfinished}"]`)) {
    const series = bar.closest('.apexcharts-series')?.getAttribute('data:realIndex');
    const [id, color] = [`so-far-${series}`, spec.series[series].color];
    if (!element.querySelector(`#${id}`)) {
      defs.insertAdjacentHTML('beforeend', `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="${color}" opacity=".3" /><rect width="3" height="6" fill="${color}" /></pattern>`);
    }
    bar.setAttribute('fill', `url(#${id})`);
  }
}

function stack(spec, pick, width) {
  const lineIndex = spec.series.findIndex(s => s.isLine);
  const last = spec.labels.length - 1;
  return {
    chart: {
      type: 'line', height: spec.height, stacked: true, stackOnlyBar: true, background: 'transparent', fontFamily: mono,
      toolbar: { show: false }, zoom: { enabled: false }, selection: { enabled: false }, animations: { enabled: false }, redrawOnParentResize: true,
      events: {
        dataPointSelection: (_, __, at) => pick(at.seriesIndex, at.dataPointIndex),
        mounted: chart => hatch(chart.el, spec), updated: chart => hatch(chart.el, spec),
      },
    },
    theme: { mode: 'dark' },
    series: spec.series.map(s => ({ name: s.name, type: s.isLine ? 'line' : 'bar', data: s.values })),
    colors: spec.series.map(s => s.color),
    labels: spec.labels,
    xaxis: {
      type: 'category', categories: spec.labels, tickAmount: Math.max(1, Math.min(10, last, Math.floor(width / 76))), tickPlacement: 'on',
      labels: { rotate: 0, hideOverlappingLabels: true, style: { colors: muted, fontSize: '11px' } },
      axisBorder: { color: line }, axisTicks: { show: false }, tooltip: { enabled: false }, crosshairs: { stroke: { color: '#2f2f3a', dashArray: 0 } },
    },
    yaxis: { min: Math.min(0, ...spec.series.flatMap(s => s.values)), ...axis(spec), labels: { formatter: dollars(spec), style: { colors: muted, fontSize: '11px' } } },
    grid: { borderColor: line, strokeDashArray: 0, padding: { left: 6, right: 66, top: -12, bottom: -16 } },
    plotOptions: { bar: { columnWidth: spec.labels.length > 60 ? '88%' : '62%', borderRadius: 0 } },
    fill: {
      opacity: spec.series.map(s => s.isLine ? 1 : 0.92),
      type: spec.series.map(s => s.isHatched ? 'pattern' : 'solid'),
      pattern: { style: 'slantedLines', width: 5, height: 5, strokeWidth: 2 },
    },
    stroke: { width: spec.series.map(s => s.isLine ? 2 : 0), dashArray: spec.series.map(s => s.isLine ? 5 : 0), curve: 'straight', lineCap: 'butt' },
    markers: { size: spec.labels.length === 1 ? 4 : 0, strokeWidth: 0, hover: { size: 4 } },
    dataLabels: {
      enabled: lineIndex >= 0, enabledOnSeries: lineIndex >= 0 ? [lineIndex] : [], textAnchor: 'start', offsetY: 4, offsetX: 8,
      formatter: (_, at) => at.dataPointIndex === last ? spec.series[lineIndex].name : '',
      style: { fontSize: '11px', fontWeight: 500, colors: ['#22d3ee'] }, background: { enabled: false }, dropShadow: { enabled: false },
    },
    legend: { show: false },
    states: { hover: { filter: { type: 'none' } }, active: { filter: { type: 'none' } } },
    tooltip: { shared: true, intersect: false, theme: 'dark', custom: ({ dataPointIndex }) => tooltip(spec, dataPointIndex) },
  };
}

function donut(spec, pick) {
  const series = spec.series[0];
  return {
    chart: {
      type: 'donut', height: spec.height, width: spec.height, background: 'transparent', fontFamily: mono, animations: { enabled: false },
      events: { dataPointSelection: (_, __, at) => pick(0, at.dataPointIndex) },
    },
    theme: { mode: 'dark' },
    series: series.values,
    labels: spec.labels,
    colors: series.color.split(','),
    stroke: { width: 3, colors: ['#101014'] },
    dataLabels: { enabled: false },
    legend: { show: false },
    plotOptions: { pie: { expandOnClick: false, customScale: 1, donut: { size: '76%', labels: { show: false } } } },
    states: { hover: { filter: { type: 'lighten', value: 0.06 } }, active: { filter: { type: 'none' } } },
    tooltip: {
      theme: 'dark',
      custom: ({ seriesIndex }) => `<table class="chart-tip"><tr><th scope="row"><i style="--c:${series.color.split(',')[seriesIndex]}"></i>${escape(spec.labels[seriesIndex])}</th><td>${escape(series.texts[seriesIndex])}</td></tr></table>`,
    },
  };
}

const idle = work => window.requestIdleCallback ? requestIdleCallback(work, { timeout: interval }) : work();

const looks = { stack, donut };

export function create(element, first, dotnet) {
  const pick = (series, index) => { if (series >= 0 && index >= 0) dotnet.invokeMethodAsync('Picked', series, index).catch(() => { }); };
  const options = spec => looks[spec.kind](spec, pick, element.clientWidth || 600);
  const chart = new ApexCharts(element, options(first));
  let drawn = performance.now(), shown = JSON.stringify(first), waiting = null, timer = 0, gone = false;
  let pointer = null;
  element.addEventListener('mousemove', ({ clientX, clientY }) => { pointer = { clientX, clientY }; });
  element.addEventListener('mouseleave', () => { pointer = null; });
  const ready = chart.render();

  async function draw() {
    timer = 0;
    const spec = waiting;
    waiting = null;
    await ready;
    const text = JSON.stringify(spec);
    // A hidden tab and an unchanged chart cost nothing.
    if (gone || text === shown) return;
    shown = text;
    drawn = performance.now();
    await chart.updateOptions(options(spec), false, false);
    if (!pointer) return;
    // Drawing takes the tooltip away: whoever is reading one gets it again where the pointer is.
    const under = document.elementFromPoint(pointer.clientX, pointer.clientY);
    if (element.contains(under)) under.dispatchEvent(new MouseEvent('mousemove', { ...pointer, bubbles: true }));
  }

  return {
    update(spec) {
      waiting = spec;
      // When the browser has nothing else to do: the figures come first.
      timer ||= setTimeout(() => idle(() => draw().catch(() => { })), Math.max(0, drawn + interval - performance.now()));
    },
    dispose() {
      gone = true;
      clearTimeout(timer);
      chart.destroy();
    },
  };
}
