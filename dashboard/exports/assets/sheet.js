// Lays a sheet out at a size and turns it into one SVG, words included: in a browser of ours, and in a reader's.
// Nothing is asked of any server. `SIZES` comes from Python (`exports/sizes.py`).
"use strict";
const figureOf = (sheet) => JSON.parse(document.getElementById(sheet.dataset.figure).textContent);
const CONFIG = { displayModeBar: false, responsive: false, displaylogo: false, showSendToCloud: false,
                 topojsonURL: "about:blank" };

// Draw the figure at its own height and the page's width.
async function flow(sheet) {
  const plot = sheet.querySelector(".plot");
  if (!plot) return;
  const figure = figureOf(sheet);
  plot.style.height = `${figure.layout.height}px`;
  await Plotly.newPlot(plot, figure.data, { ...figure.layout, width: plot.clientWidth }, CONFIG);
}

// Give the sheet a form: its width and height keep their ratio and grow until all that it holds has room.
// Returns the width, the height, and the factor from there to the size that was asked for.
async function lay(sheet, size) {
  const plot = sheet.querySelector(".plot"), figure = figureOf(sheet), natural = figure.layout.height;
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
    if (!size.height || room >= natural * 0.92 || grown > 2.4) break;
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
      if (words) texts.push({ words, x: box.left - origin.left, y: box.top - origin.top + box.height * 0.79, style });
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

// Return the whole sheet as SVG text.
async function picture(sheet, laid) {
  const plot = sheet.querySelector(".plot"), origin = sheet.getBoundingClientRect();
  const box = plot.getBoundingClientRect(), rule = sheet.querySelector("footer").getBoundingClientRect();
  const source = await Plotly.toImage(plot, { format: "svg", width: Math.round(box.width), height: Math.round(box.height) });
  const inner = decodeURIComponent(source.slice(source.indexOf(",") + 1))
    .replace("<svg ", `<svg x="${box.left - origin.left}" y="${box.top - origin.top}" `);
  const words = lines(sheet).map(({ words, x, y, style }) =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${style.fontSize}" font-weight="${style.fontWeight}" ` +
    `fill="${style.color}" font-family="${escaped(style.fontFamily)}">${escaped(words)}</text>`).join("\n");
  const { width, height, factor } = laid;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ` +
    `width="${Math.round(width * factor)}" height="${Math.round(height * factor)}" viewBox="0 0 ${width} ${height}">\n` +
    `<rect width="${width}" height="${height}" fill="#ffffff"/>\n${inner}\n` +
    `<line x1="${rule.left - origin.left}" x2="${rule.right - origin.left}" y1="${rule.top - origin.top}" ` +
    `y2="${rule.top - origin.top}" stroke="#c3c9d1"/>\n${words}\n</svg>\n`;
}
