// The look of the two kinds of chart, and the rule that one is drawn at most once in two seconds.
const interval = 2000;
const muted = '#8b8b99';
const line = '#23232c';
const mono = "'JetBrains Mono Variable', ui-monospace, monospace";

const escape = text => text.replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

function dollars(value) {
  const size = Math.abs(value);
  const text = size >= 10000 ? `${(size / 1000).toFixed(0)}k`
    : size >= 10 || size === 0 ? size.toFixed(0)
    : size >= 0.1 ? size.toFixed(2)
    : size.toFixed(6).replace(/0+$/, '');
  return `${value < 0 ? '−' : ''}$${text}`;
}

function tooltip(spec, index) {
  const rows = spec.series.map(s =>
    `<tr><th scope="row"><i style="--c:${s.color}" class="${s.isLine ? 'dash' : ''}"></i>${escape(s.name)}</th><td>${escape(s.texts[index] ?? '')}</td></tr>`);
  return `<table class="chart-tip"><caption>${escape(spec.labels[index] ?? '')}</caption>${rows.join('')}</table>`;
}

function stack(spec, pick) {
  const lineIndex = spec.series.findIndex(s => s.isLine);
  const last = spec.labels.length - 1;
  return {
    chart: {
      type: 'line', height: spec.height, stacked: true, stackOnlyBar: true, background: 'transparent', fontFamily: mono,
      toolbar: { show: false }, zoom: { enabled: false }, selection: { enabled: false }, animations: { enabled: false }, redrawOnParentResize: true,
      events: { dataPointSelection: (_, __, at) => pick(at.seriesIndex, at.dataPointIndex) },
    },
    theme: { mode: 'dark' },
    series: spec.series.map(s => ({ name: s.name, type: s.isLine ? 'line' : 'bar', data: s.values })),
    colors: spec.series.map(s => s.color),
    labels: spec.labels,
    xaxis: {
      type: 'category', categories: spec.labels, tickAmount: Math.min(10, Math.max(1, last)), tickPlacement: 'on',
      labels: { rotate: 0, hideOverlappingLabels: true, style: { colors: muted, fontSize: '11px' } },
      axisBorder: { color: line }, axisTicks: { show: false }, tooltip: { enabled: false }, crosshairs: { stroke: { color: '#2f2f3a', dashArray: 0 } },
    },
    yaxis: { min: low => Math.min(0, low), forceNiceScale: true, tickAmount: 5, labels: { formatter: dollars, style: { colors: muted, fontSize: '11px' } } },
    grid: { borderColor: line, strokeDashArray: 0, padding: { left: 6, right: 66, top: 0, bottom: -6 } },
    plotOptions: { bar: { columnWidth: spec.labels.length > 60 ? '88%' : '62%', borderRadius: 0 } },
    fill: { opacity: spec.series.map(s => s.isLine ? 1 : 0.92) },
    stroke: { width: spec.series.map(s => s.isLine ? 2 : 0), dashArray: spec.series.map(s => s.isLine ? 5 : 0), curve: 'straight', lineCap: 'butt' },
    markers: { size: spec.labels.length === 1 ? 4 : 0, strokeWidth: 0, hover: { size: 4 } },
    dataLabels: {
      enabled: lineIndex >= 0, enabledOnSeries: lineIndex >= 0 ? [lineIndex] : [], textAnchor: 'start', offsetY: 4, offsetX: 8,
      formatter: (_, at) => at.dataPointIndex === last ? spec.series[lineIndex].name : '',
      style: { fontSize: '11px', fontWeight: 500, colors: ['#e8e8ee'] }, background: { enabled: false }, dropShadow: { enabled: false },
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

const looks = { stack, donut };

export function create(element, first, dotnet) {
  const pick = (series, index) => { if (series >= 0 && index >= 0) dotnet.invokeMethodAsync('Picked', series, index).catch(() => { }); };
  const options = spec => looks[spec.kind](spec, pick);
  const chart = new ApexCharts(element, options(first));
  let drawn = performance.now(), shown = JSON.stringify(first), waiting = null, timer = 0, gone = false;
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
  }

  return {
    update(spec) {
      waiting = spec;
      timer ||= setTimeout(() => draw().catch(() => { }), Math.max(0, drawn + interval - performance.now()));
    },
    dispose() {
      gone = true;
      clearTimeout(timer);
      chart.destroy();
    },
  };
}
