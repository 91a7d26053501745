// Draws charts with Plotly, each on an element that stays: what a change of the filters leaves of a chart need not be
// drawn anew. It knows no chart; what a click says goes back to `canvas.py` as it stands on the mark.
// Charts on the screen are drawn first, the others after them, one at a time, so that a click comes in between.

const charts = new WeakMap(); // of the element that Streamlit gives
const waiting = new Set();
let plotly;
let drawing = false;
let revision = 0;

const loaded = () => (plotly ||= new Promise((resolve, reject) => {
  const script = document.createElement('script');
  script.src = new URL('plotly.js', import.meta.url);
  script.onload = () => resolve(window.Plotly);
  script.onerror = () => reject(new Error('The script that draws charts did not come from the server.'));
  document.head.append(script);
}));

const unpacked = (bytes) => new Response(
  new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')),
).text();

const seen = ({place}) => {
  const {top, bottom} = place.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
};

const pause = () => new Promise((resolve) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = resolve;
  channel.port2.postMessage(0);
});

async function work() {
  if (drawing) return;
  drawing = true;
  while (waiting.size) {
    const chart = [...waiting].find(seen) ?? [...waiting][0];
    waiting.delete(chart);
    try {
      await paint(chart);
    } catch (error) {
      console.error(error);
    }
    await pause();
  }
  drawing = false;
}

async function paint(chart) {
  const {place, told} = chart;
  const width = place.clientWidth;
  if (!told || !width || !place.isConnected) return;
  chart.width = width;
  const {figure: {data, layout}, config, words} = JSON.parse(told);
  place.ariaLabel = words;
  const Plotly = await loaded();
  const manner = JSON.stringify(config); // Plotly compares it with the one before at length
  const changed = manner === chart.manner ? undefined : config;
  chart.manner = manner;
  await Plotly.react(place, data, {...layout, width, datarevision: (revision += 1)}, changed);
  if (chart.listens) return;
  chart.listens = true;
  place.on('plotly_click', ({points}) => {
    const mark = points.map(({customdata}) => customdata?.[0]).find((text) => typeof text === 'string' && text);
    if (mark) chart.tell('mark', mark);
  });
  place.on('plotly_selected', (event) => {
    const days = Object.entries(event?.range ?? {}).find(([axis]) => axis.startsWith('x'))?.[1];
    if (days) chart.tell('days', days);
  });
}

function made(parent) {
  const place = document.createElement('div');
  place.className = 'chart';
  place.role = 'figure';
  parent.append(place);
  const chart = {place};
  chart.watch = new ResizeObserver(() => {
    if (chart.width === place.clientWidth) return;
    waiting.add(chart);
    work();
  });
  chart.watch.observe(place);
  charts.set(parent, chart);
  return chart;
}

export async function draw({data, parentElement, setTriggerValue}) {
  const chart = charts.get(parentElement) ?? made(parentElement);
  chart.tell = setTriggerValue;
  const asked = (chart.asked = {});
  loaded(); // while the figure is unpacked
  const open = data[0]; // whether the list of one of its marks is open; the chart pales beside that mark until it is not
  const told = await unpacked(data.subarray(1));
  if (chart.asked === asked && (told !== chart.told || open < chart.open)) {
    chart.told = told;
    waiting.add(chart);
    work();
  }
  if (chart.asked === asked) chart.open = open;
  return () => {
    chart.watch.disconnect();
    waiting.delete(chart);
    charts.delete(parentElement);
    window.Plotly?.purge(chart.place);
    chart.place.remove();
  };
}
