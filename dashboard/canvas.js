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

// How wide a chart can be, and how high one that stands alone: what its words leave of the screen.
const room = ({parent, page, alone}) => [
  parent.clientWidth,
  alone ? Math.max(window.innerHeight - page.offsetHeight + parent.offsetHeight - 4, 0) : 0,
];

// A chart alone is drawn as on a page and enlarged as a whole, letters and lines, until it fills its room. A high one is
// drawn lower first, but its rows need room for their names, and its letters an eye: then the page scrolls.
function enlarged({parent, place}, [width, height], natural) {
  const scale = Math.max(Math.min(width / 900, height / (0.7 * natural)), 0.85);
  const size = {width: width / scale, height: Math.max(height / scale, 0.7 * natural)};
  Object.assign(place.style, {width: `${size.width}px`, transform: `scale(${scale})`, transformOrigin: '0 0'});
  parent.style.height = `${Math.floor(size.height * scale)}px`;
  return size;
}

async function paint(chart) {
  const {place, told} = chart;
  if (!told || !place.clientWidth || !place.isConnected) return;
  const {figure: {data, layout}, config, words, alone} = JSON.parse(told);
  chart.alone = alone;
  chart.room = room(chart);
  place.ariaLabel = words;
  const size = alone ? enlarged(chart, chart.room, layout.height) : {width: chart.room[0]};
  const Plotly = await loaded();
  const manner = JSON.stringify(config); // Plotly compares it with the one before at length
  const changed = manner === chart.manner ? undefined : config;
  chart.manner = manner;
  await Plotly.react(place, data, {...layout, ...size, datarevision: (revision += 1)}, changed);
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
  const page = parent.closest('[data-testid=stMainBlockContainer]');
  const chart = {parent, place, page};
  chart.watch = new ResizeObserver(() => {
    if (`${chart.room}` === `${room(chart)}`) return;
    waiting.add(chart);
    work();
  });
  [parent, page, document.body].forEach((element) => chart.watch.observe(element));
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
