// Runs in every page of the bench before Streamlit does, and keeps what a reader would have seen, and when.
// Times are milliseconds of the page's own clock; `since` is the click, or the beginning of the navigation.
(() => {
  const clock = (window.clock = {since: 0, first: 0, charts: 0, all: 0, bytes: 0, jumps: 0, ran: false});
  clock.begin = () => Object.assign(clock, {since: 0, first: 0, charts: 0, all: 0, bytes: 0, jumps: 0, ran: false});
  document.addEventListener('click', (event) => { clock.since ||= event.timeStamp; }, true);

  // A change of the document is seen by the reader once the frame that holds it has been drawn.
  const seen = new Set();
  const drawn = () => {
    const now = performance.now();
    for (const what of seen) clock[what] = what === 'first' && clock.first ? clock.first : now;
    seen.clear();
  };
  const channel = new MessageChannel();
  channel.port1.onmessage = drawn;
  const note = (what) => {
    if (!seen.size) requestAnimationFrame(() => channel.port2.postMessage(0));
    seen.add(what);
  };
  const state = () => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState;
  // A drawing chart makes thousands of changes at once: a batch is looked at until it has told what it can.
  const within = (target, where) => (target.nodeType === 1 ? target : target.parentElement)?.closest(where);
  new MutationObserver((changes) => {
    if (state() === 'running') clock.ran = true;
    if (changes.some(({target}) => within(target, '[data-testid=stMain], [data-testid=stSidebar], header'))) note('first');
    // What stands within a canvas is a table's copy for screen readers, written a fifth of a second after its picture.
    const real = changes.filter(({target, attributeName}) => attributeName !== 'data-stale' && !within(target, 'canvas'));
    if (real.some(({target}) => within(target, '[data-testid=stMain]'))) note('all');
    if (real.some(({target}) => within(target, '.chart'))) note('charts');
  }).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});

  const {fillText} = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (...given) {
    if (within(this.canvas, '[data-testid=stMain]')) note('all');
    return fillText.apply(this, given);
  };

  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) clock.jumps += shift.value;
  }).observe({type: 'layout-shift', buffered: true});

  // What the socket has brought, as it was sent.
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({data}) => { clock.bytes += data.byteLength ?? data.size ?? data.length; });
    }
  };

  const drawnAll = () => [...document.querySelectorAll('.stBidiComponent')]
    .every((ours) => ours.querySelector('.main-svg, .listed'));
  // Between a click and its run the state says "not running" too; nothing may have moved for a while.
  clock.ended = (quiet) => (clock.ran || clock.bytes) && state() === 'notRunning' && !seen.size && drawnAll()
    && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
    && performance.now() - Math.max(clock.all, clock.first) > quiet;
})();
