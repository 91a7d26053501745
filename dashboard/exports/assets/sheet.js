// Lays a sheet out at a size and turns it into one SVG, words included: in a browser of ours, and in a reader's.
// Nothing is asked of any server. `SIZES` comes from Python (`exports/sizes.py`).
"use strict";
const figureOf = (sheet) => JSON.parse(document.getElementById(sheet.dataset.figure).textContent);
const CONFIG = { displayModeBar: false, responsive: false, displaylogo: false, showSendToCloud: false,
                 topojsonURL: "about:blank" };

// How far a chart may be pressed together before its letters are made smaller instead.
const SQUEEZED = 0.84;

// The height that a figure needs at a width: a map of the world leaves no gap above and below it.
function needed(figure, width) {
  const { height, geo } = figure.layout, [west, east] = geo?.lonaxis?.range ?? [0, 0];
  return geo && east - west > 300 ? Math.min(height, Math.round(width * 0.6)) : height;
}

// Draw the figure at its own height and the page's width.
async function flow(sheet) {
  const plot = sheet.querySelector(".plot");
  if (!plot) return;
  const figure = figureOf(sheet);
  const height = needed(figure, plot.clientWidth);
  plot.style.height = `${height}px`;
  await Plotly.newPlot(plot, figure.data, { ...figure.layout, width: plot.clientWidth, height }, CONFIG);
}

// Give the sheet a form: its width and height keep their ratio and grow until all that it holds has room.
// Returns the width, the height, and the factor from there to the size that was asked for.
async function lay(sheet, size) {
  const plot = sheet.querySelector(".plot"), figure = figureOf(sheet), natural = needed(figure, size.width);
  sheet.style.maxWidth = "none";
  plot.style.height = "0px";
  let grown = 1, width, height, room;
  for (;;) {
    width = Math.round(size.width * grown);
    sheet.style.width = `${width}px`;
    sheet.style.height = "auto";
    const words = sheet.scrollHeight;
    height = size.height ? Math.round(size.height * grown) : words + natural;
    room = height - words;
    if (!size.height || room >= natural * SQUEEZED || grown > 2.4) break;
    grown *= 1.04;
  }
  room = Math.max(room, 120);
  sheet.style.height = `${height}px`;
  plot.style.height = `${room}px`;
  await Plotly.newPlot(plot, figure.data, { ...figure.layout, width: plot.clientWidth, height: room }, CONFIG);
  return { width, height, factor: size.pixels / width };
}

// The lines of a sheet's words as the browser broke them: one SVG text a line.
function lines(sheet) {
  const origin = sheet.getBoundingClientRect(), texts = [];
  for (const element of sheet.querySelectorAll("header h2, header p, footer p")) {
    const style = getComputedStyle(element), node = element.firstChild;
    if (!node) continue;
    const range = document.createRange(), whole = node.textContent;
    let begin = 0, top = null;
    const end = (until) => {
      range.setStart(node, begin);
      range.setEnd(node, until);
      const box = range.getBoundingClientRect(), words = whole.slice(begin, until).trim();
      const place = { x: box.left - origin.left, y: box.top - origin.top + box.height * 0.79, wide: box.width };
      if (words) texts.push({ words, style, ...place });
      begin = until;
    };
    for (let i = 0; i < whole.length; i++) {
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const box = range.getClientRects()[0];
      if (!box || !whole[i].trim()) continue;
      if (top !== null && box.top - top > box.height / 2) end(i);
      top = box.top;
    }
    end(whole.length);
  }
  return texts;
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

// Write a chart's SVG so that programs other than browsers draw it the same: each line of a text at its own height,
// spaces at its ends kept, and a gradient as a row of plain boxes.
function plain(svg) {
  const drawing = new DOMParser().parseFromString(svg, "image/svg+xml");
  for (const line of drawing.querySelectorAll("tspan.line")) {
    const size = parseFloat(line.parentElement.style.fontSize), down = parseFloat(line.getAttribute("dy")) || 0;
    line.setAttribute("y", Number(line.getAttribute("y")) + down * size);
    line.removeAttribute("dy");
  }
  const texts = document.createTreeWalker(drawing, NodeFilter.SHOW_TEXT);
  while (texts.nextNode())
    if (texts.currentNode.parentElement.closest("text"))
      texts.currentNode.data = texts.currentNode.data.replace(/^ +| +$/g, (spaces) => "\u00a0".repeat(spaces.length));
  for (const box of drawing.querySelectorAll("rect.gradient_filled")) stepped(box);
  return new XMLSerializer().serializeToString(drawing.documentElement);
}

// Put a row of boxes of one colour each in the place of a box that is filled with a gradient along one axis.
function stepped(box, count = 64) {
  const name = box.style.fill.match(/#([^"')]+)/)[1], gradient = box.ownerDocument.getElementById(name);
  const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((end) => count * Number(gradient.getAttribute(end)));
  const pencil = Object.assign(document.createElement("canvas"), { width: count, height: count }).getContext("2d");
  pencil.fillStyle = pencil.createLinearGradient(x1, y1, x2, y2);
  for (const stop of gradient.children)
    pencil.fillStyle.addColorStop(parseFloat(stop.getAttribute("offset")) / 100, stop.getAttribute("stop-color"));
  pencil.fillRect(0, 0, count, count);
  const [along, from] = x1 === x2 ? ["height", "y"] : ["width", "x"], step = Number(box.getAttribute(along)) / count;
  for (let i = 0; i < count; i++) {
    const [red, green, blue] = pencil.getImageData(from === "x" ? i : 0, from === "y" ? i : 0, 1, 1).data;
    const part = box.cloneNode();
    part.setAttribute(from, Number(box.getAttribute(from)) + i * step);
    part.setAttribute(along, step * (i < count - 1 ? 1.2 : 1)); // a hair over the next: no seam between them
    part.style.fill = `rgb(${red}, ${green}, ${blue})`;
    box.before(part);
  }
  box.remove();
}

// Return the whole sheet as SVG text.
async function picture(sheet, laid) {
  const plot = sheet.querySelector(".plot"), origin = sheet.getBoundingClientRect();
  const box = plot.getBoundingClientRect(), rule = sheet.querySelector("footer").getBoundingClientRect();
  const source = await Plotly.toImage(plot, { format: "svg", width: Math.round(box.width), height: Math.round(box.height) });
  const inner = plain(decodeURIComponent(source.slice(source.indexOf(",") + 1)))
    .replace("<svg ", `<svg x="${box.left - origin.left}" y="${box.top - origin.top}" `);
  const words = lines(sheet).map(({ words, x, y, wide, style }) =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" textLength="${wide.toFixed(1)}" ` +
    `lengthAdjust="spacingAndGlyphs" font-size="${style.fontSize}" font-weight="${style.fontWeight}" ` +
    `fill="${style.color}" font-family="${escaped(style.fontFamily)}">${escaped(words)}</text>`).join("\n");
  const { width, height, factor } = laid;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ` +
    `width="${Math.round(width * factor)}" height="${Math.round(height * factor)}" viewBox="0 0 ${width} ${height}">\n` +
    `<rect width="${width}" height="${height}" fill="#ffffff"/>\n${inner}\n` +
    `<line x1="${rule.left - origin.left}" x2="${rule.right - origin.left}" y1="${rule.top - origin.top}" ` +
    `y2="${rule.top - origin.top}" stroke="#c3c9d1"/>\n${words}\n</svg>\n`;
}
