// Draws HTML that `listed.py` made of escaped text, and tells it which link to the same page is clicked.
// A click that asks for another tab or window stays the browser's.

const lists = new WeakMap(); // of the element that Streamlit gives

const COLOURS = ['green', 'red', 'yellow', 'orange', 'violet', 'blue', 'gray'];
const STYLE = `
.listed > ol { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; gap: 1rem; }
.listed > ol > li { display: flex; flex-direction: column; gap: 0.5rem; margin: 0; padding: calc(1rem - 1px);
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); word-break: break-word; }
.listed .said { margin-bottom: -1rem; }
.listed p { margin: 0 0 1rem; }
.listed strong { font-weight: 600; }
.listed .gray { color: var(--st-gray-text-color); }
.listed .said a { color: var(--st-link-color); text-decoration: underline; }
.listed mark { background: none; color: inherit; font-weight: 700; text-decoration: underline 2px; text-underline-offset: 3px; }
.listed .tint { border-radius: 0.17rem; padding: 0.125rem 0.25rem; margin: 0; }
${COLOURS.map((name) => `.listed .${name}.tint { background-color: var(--st-${name}-background-color); }`).join('\n')}
.listed a.whole { align-self: flex-start; margin: 4px 0 -4px; padding: 0 0.5rem; border-radius: var(--st-base-radius);
  font-size: 0.875rem; line-height: 2; color: inherit; text-decoration: none; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr)); gap: 1rem; }
.cards > .card { padding: calc(1rem - 1px); border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); }
.cards p { line-height: 1.3; margin: 0 0 0.625rem; overflow-wrap: anywhere; }
.cards small { font-size: 0.875rem; }
.cards .mark { font-size: 0.875rem; font-weight: 600; }
.cards a { color: inherit; text-decoration: none; }
.cards a:is(:hover, :focus-visible) { text-decoration: underline; }
.cards .onward { font-size: 0.875rem; }
.few { overflow-x: auto; }
.few table { border-collapse: collapse; width: 100%; font-size: 0.8125rem; hyphens: auto; line-height: 1.35; font-variant-numeric: tabular-nums; }
.few :is(th, td) { padding: 0.3rem 0.35rem; border: 1px solid var(--st-border-color); font-weight: 400; text-align: right; }
.few th:first-child { text-align: left; }
.few thead { background: var(--st-secondary-background-color); }
.few a { color: var(--st-link-color); }
.listed a.whole:is(:hover, :focus-visible) { background-color: color-mix(in srgb, currentColor 9%, transparent); }
`;

const sheet = document.createElement('style');
sheet.textContent = STYLE;
document.head.append(sheet);

function made(parentElement) {
  const list = {place: document.createElement('div'), html: null, tell: null};
  list.place.className = 'listed';
  list.place.onclick = (event) => {
    const link = event.target.closest('a:not([target])');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.pathname === location.pathname) {
      list.tell('query', link.search.slice(1));
    } else { // to another page as by the browser's own buttons: one step of the history; by the server it takes two
      const target = new URL(link.href);
      for (const [key, value] of new URLSearchParams(location.search)) {
        if (key.startsWith('embed')) target.searchParams.append(key, value); // a frame in another page stays one
      }
      history.pushState({}, '', target);
      window.dispatchEvent(new PopStateEvent('popstate', {state: {}}));
    }
  };
  parentElement.append(list.place);
  lists.set(parentElement, list);
  return list;
}

export function draw({data, parentElement, setTriggerValue}) {
  const list = lists.get(parentElement) ?? made(parentElement);
  list.tell = setTriggerValue;
  if (list.html !== data.html) {
    list.html = data.html;
    list.place.innerHTML = data.html;
  }
  return () => {
    lists.delete(parentElement);
    list.place.remove();
  };
}
