// Draws charts with Plotly, each on an element that stays: what a change of the filters leaves of a chart need not be
// drawn anew. It knows no chart; what a click says goes back to `canvas.py` as it stands on the mark.
// Charts on the screen are drawn first, the others after them, one at a time, so that a click comes in between.

const charts = new WeakMap(); // of the element that Streamlit gives
const waiting = new Set();
let plotly;
let drawing = false;
let revision = 0;

const STYLE = `
.chart { content-visibility: auto; }
.controls { display: flex; gap: 8px; align-items: flex-end; height: 52px; padding-bottom: 4px; box-sizing: border-box; }
.controls > * { height: 36px; padding: 0 12px; font: inherit; font-size: 14px; color: inherit; cursor: pointer;
  background: var(--st-background-color); border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); }
.controls > :is(:hover, :focus-visible) { border-color: var(--st-primary-color); outline: none; }
.controls > :focus-visible { box-shadow: 0 0 0 3px color-mix(in srgb, var(--st-primary-color) 50%, transparent); }
.controls > select { flex: 1 1 0; min-width: 0; text-overflow: ellipsis; background: var(--st-secondary-background-color); }
.controls > button { flex: none; }
.controls > .table::after { content: ' ▸'; }
.controls > .table[aria-expanded=true]::after { content: ' ▾'; }
`;
const sheet = document.createElement('style');
sheet.textContent = STYLE;
document.head.append(sheet);

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
  place.style.height = alone ? '' : `${layout.height}px`; // it is the chart's height also while the chart is out of sight
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

function button(name, chart) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = name;
  made.onclick = () => chart.tell('pressed', name);
  return made;
}

function furnish(parent, chart) {
  const list = document.createElement('select');
  // Else each arrow would open the list of the next mark; in the open list they only go up and down.
  list.onkeydown = (event) => {
    if (!['ArrowDown', 'ArrowUp'].includes(event.key) || !list.showPicker) return;
    event.preventDefault();
    list.showPicker();
  };
  list.onchange = () => chart.tell('chosen', [list.value]);
  const row = document.createElement('div');
  row.className = 'controls';
  row.append(list, button('table', chart), button('take', chart));
  parent.append(row);
  return row;
}

function control(parent, chart, controls) {
  const [list, table, take] = (chart.controls ??= furnish(parent, chart)).children;
  const {offered, chosen, is_table: isTable, words, height} = controls;
  if (!chart.listens) chart.place.style.height = `${height}px`; // else they stand where the chart will be drawn
  list.replaceChildren(new Option(words.choose, ''), ...Object.entries(offered).map(([value, text]) => new Option(text, value)));
  list.value = chosen;
  list.hidden = !Object.keys(offered).length;
  list.ariaLabel = words.marks;
  table.textContent = words.table;
  table.ariaExpanded = isTable;
  take.textContent = words.take;
  take.ariaHasPopup = 'dialog';
}

export async function draw({data, parentElement, setTriggerValue}) {
  const chart = charts.get(parentElement) ?? made(parentElement);
  chart.tell = setTriggerValue;
  const asked = (chart.asked = {});
  loaded(); // while the figure is unpacked
  const end = data.indexOf(10); // a line of its own: what stands below the chart
  const line = new TextDecoder().decode(data.subarray(0, end));
  const controls = JSON.parse(line);
  if (controls && line !== chart.line) control(parentElement, chart, controls);
  chart.line = line;
  const open = Boolean(controls?.chosen); // the chart pales beside a mark whose list is open, until it is not
  const told = await unpacked(data.subarray(end + 1));
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
    chart.controls?.remove();
  };
}
