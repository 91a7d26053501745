// Draws every sheet of a page, and saves the one of a chart's own file in the form that the reader chooses.
"use strict";
async function saved(kind, scale) {
  const { sizes, name } = JSON.parse(document.getElementById("saving").textContent);
  const sheet = document.querySelector(".sheet"), size = document.getElementById("size").value;
  const laid = await lay(sheet, sizes[size]);
  const svg = await picture(sheet, laid);
  let blob = new Blob([svg], { type: "image/svg+xml" });
  if (kind === "png") {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(laid.width * laid.factor * scale);
    canvas.height = Math.round(laid.height * laid.factor * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.${kind}`;
  link.click();
  sheet.removeAttribute("style");
  await flow(sheet);
}

for (const sheet of document.querySelectorAll(".sheet")) flow(sheet);
for (const button of document.querySelectorAll("[data-save]"))
  button.addEventListener("click", () => saved(button.dataset.save, Number(button.dataset.scale || 1)));
